package dev.sluice.server.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an endpoint stores its events: counts them, and empties it between runs.
final class StoredTable implements AutoCloseable {
    /// Whatever holds stored events or leads to them, in this version and the next; the ledger's own tables stay.
    static final String TRUNCATE_EVENTS = """
            do $$ begin execute (
                select 'truncate ' || string_agg(oid::regclass::text, ', ') from pg_class where relkind in ('r', 'p')
                and not relispartition and relnamespace = 'public'::regnamespace and relname ~ '^event(_|$)'); end $$""";

    private final Connection connection;
    private final String countSql;
    private final @Nullable String truncateSql;

    /// @param truncateSql null when only rows that come are counted
    StoredTable(Connection connection, String countSql, @Nullable String truncateSql) {
        this.connection = connection;
        this.countSql = countSql;
        this.truncateSql = truncateSql;
    }

    /// The server's own events.
    static StoredTable ofEvents(Connection connection) {
        return new StoredTable(connection, "select count(*) from event", TRUNCATE_EVENTS);
    }

    static Connection connect(String url, @Nullable String user, @Nullable String password) throws SQLException {
        return user == null ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
    }

    long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(countSql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void truncate() throws SQLException {
        if (truncateSql != null) {
            execute(connection, truncateSql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// @return the first row's first column
    static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(texts(connection, sql).getFirst());
    }

    /// @return the first column of a query as text
    static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
