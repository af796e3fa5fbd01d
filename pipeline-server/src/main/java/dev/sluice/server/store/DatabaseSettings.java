package dev.sluice.server.store;

import java.time.Duration;

/// Where the database is and how hard it may be used.
///
/// @param url JDBC URL, `jdbc:postgresql://…`
/// @param user plain role for all daily work
/// @param ownerUser role that owns the tables: migrations, partitions, grants; may equal `user`, then the audit is not
///     protected
/// @param unsafe true: accept a database with `fsync`, `full_page_writes` or `synchronous_commit` off
/// @param statementTimeout of one read
/// @param writeConnections,readConnections sizes of the two pools, at least 1
/// @param connectTimeout how long a caller waits for a connection
public record DatabaseSettings(
        String url,
        String user,
        String password,
        String ownerUser,
        String ownerPassword,
        boolean unsafe,
        Duration statementTimeout,
        int writeConnections,
        int readConnections,
        Duration connectTimeout) {

    /// Settings with the default sizes: 6 writers, 6 readers, reads of at most 10 s, 5 s to connect.
    public static DatabaseSettings of(
            String url, String user, String password, String ownerUser, String ownerPassword) {
        return new DatabaseSettings(
                url,
                user,
                password,
                ownerUser,
                ownerPassword,
                false,
                Duration.ofSeconds(10),
                6,
                6,
                Duration.ofSeconds(5));
    }

    boolean hasOwner() {
        return !ownerUser.isEmpty() && !ownerUser.equals(user);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + ", ownerUser=" + ownerUser + "]";
    }
}
