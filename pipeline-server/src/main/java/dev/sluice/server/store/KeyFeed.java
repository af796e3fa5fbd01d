package dev.sluice.server.store;

import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads who may be let in again and again over a connection of its own: a pool waits longer and longer between two
/// tries while the database is away, and what was revoked must not work for that long after its return. Used by one
/// thread at a time; the methods see to that.
public final class KeyFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFeed.class);

    private final DatabaseSettings settings;
    private @Nullable Connection connection;

    public KeyFeed(DatabaseSettings settings) {
        this.settings = settings;
    }

    /// @throws PipelineException `database-unavailable`, within about three seconds
    public synchronized AccessSnapshot read() {
        try {
            Connection present = connection;
            if (present == null) {
                present = Pools.single(settings);
                connection = present;
            }
            return new AccessSnapshot(
                    KeyRows.select(present, "where revoked_at is null"),
                    PersonRows.sessions(present),
                    PersonRows.administered(present));
        } catch (SQLException e) {
            close();
            throw SqlFailure.unavailable("reading the keys and sessions", e);
        }
    }

    @Override
    public synchronized void close() {
        Connection present = connection;
        connection = null;
        if (present != null) {
            try {
                present.close();
            } catch (SQLException e) {
                LOG.debug("A broken connection did not close", e);
            }
        }
    }
}
