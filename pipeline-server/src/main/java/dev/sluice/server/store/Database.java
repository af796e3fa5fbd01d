package dev.sluice.server.store;

/// The connection pools and the schema. Made without touching the network; [#open()] may be called until it works.
public final class Database implements AutoCloseable {
    public Database(DatabaseSettings settings) {}

    /// Migrates, grants, makes partitions and checks that the database is durable. Does nothing when it is open.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: try again later; `internal`: the
    ///     database may not be used as it is, the detail says why
    public void open() {
        throw new UnsupportedOperationException();
    }

    /// True when it is open and the last connection attempt worked.
    public boolean available() {
        return false;
    }

    /// False when the server's role could change the audit: owner and plain role are the same.
    public boolean auditProtected() {
        return false;
    }

    @Override
    public void close() {}
}
