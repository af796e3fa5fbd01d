package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.search.SavedSearch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The searches the team keeps. Thread-safe. Every method throws [PipelineException] `database-unavailable` when the
/// database does not answer.
public final class SavedSearchStore {
    public static final int MAX = 500;
    private static final long LOCK = 0x51_1CE_0007L;

    private final Database database;

    public SavedSearchStore(Database database) {
        this.database = database;
    }

    /// By name.
    public List<SavedSearch> list() {
        return database.write("listing the saved searches", connection -> {
            List<SavedSearch> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select name, query, saved_by, saved_at from saved_search order by name");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(read(row));
                }
            }
            return all;
        });
    }

    /// Keeps the query under the name, in the place of what is there.
    ///
    /// @throws PipelineException `conflict` when [#MAX] others are there
    public SavedSearch save(String name, String query, String who) {
        return database.write("saving the search " + name, connection -> {
            Schema.lock(connection, LOCK);
            if (others(connection, name) >= MAX) {
                throw new PipelineException(
                        ErrorCode.CONFLICT,
                        "There are " + MAX + " saved searches, which is the limit; delete one that is not used.");
            }
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into saved_search (name, query, saved_by) values (?, ?, ?)
                    on conflict (name) do update
                    set query = excluded.query, saved_by = excluded.saved_by, saved_at = clock_timestamp()
                    returning name, query, saved_by, saved_at""")) {
                upsert.setString(1, name);
                upsert.setString(2, query);
                upsert.setString(3, who);
                try (ResultSet row = upsert.executeQuery()) {
                    row.next();
                    return read(row);
                }
            }
        });
    }

    private static int others(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from saved_search where name <> ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /// @return false when there is none of that name
    public boolean delete(String name) {
        return database.write("deleting the saved search " + name, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from saved_search where name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() == 1;
            }
        });
    }

    private static SavedSearch read(ResultSet row) throws SQLException {
        return new SavedSearch(
                row.getString("name"),
                row.getString("query"),
                row.getString("saved_by"),
                row.getTimestamp("saved_at").toInstant());
    }
}
