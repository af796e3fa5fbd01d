package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Which of a queue's waiting dead letters an act is for.
///
/// @param ids some, null: not chosen by id
/// @param fingerprint of one kind, null: of any
/// @param upto of those that are there so far: the greatest id
public record LetterChoice(
        String queue, long @Nullable [] ids, @Nullable String fingerprint, long upto) {
    LetterChoice upto(long id) {
        return new LetterChoice(queue, ids, fingerprint, id);
    }

    /// @param sql before its `where`, with `dead_letter l` in it and no parameter
    /// @param more conditions or an order, without parameters
    PreparedStatement prepare(Connection connection, String sql, String more) throws SQLException {
        return prepare(connection, sql, more, 0);
    }

    /// @param update before its `where`, with `dead_letter l` in it
    /// @param parameters of it, which are still to be set
    PreparedStatement marking(Connection connection, String update, int parameters) throws SQLException {
        return prepare(connection, update, "", parameters);
    }

    private PreparedStatement prepare(Connection connection, String sql, String more, int parameters)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql + " where l.queue = ? and l.state = 'new' and l.id <= ?"
                        + (ids == null ? "" : " and l.id = any(?)")
                        + (fingerprint == null ? "" : " and l.fingerprint = ?") + more);
        int at = parameters + 1;
        statement.setString(at++, queue);
        statement.setLong(at++, upto);
        if (ids != null) {
            statement.setObject(at++, ids);
        }
        if (fingerprint != null) {
            statement.setString(at, fingerprint);
        }
        return statement;
    }
}
