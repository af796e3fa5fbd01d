package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reads of one request, so that they can be cancelled together. Bound to the request's thread by [#run]; reads of
/// other threads are not touched. [#cancel] may be called by any thread, at any time.
public final class Reads {
    private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
    private static final ScopedValue<Reads> CURRENT = ScopedValue.newInstance();

    private final Object lock = new Object();
    private @Nullable Connection running;
    private boolean cancelled;

    /// Runs work whose reads belong to this.
    public <T, X extends Throwable> T run(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /// Ends the statement that runs, and lets no other begin.
    public void cancel() {
        synchronized (lock) {
            cancelled = true;
            if (running != null) {
                try {
                    // held while it works: the connection must not have gone to another read meanwhile
                    running.unwrap(PGConnection.class).cancelQuery();
                } catch (SQLException e) {
                    LOG.warn("A query whose reader left could not be cancelled; its time limit ends it", e);
                }
            }
        }
    }

    /// @throws PipelineException `query-cancelled`
    static <T> T under(Connection connection, Work<T> work) throws SQLException {
        if (!CURRENT.isBound()) {
            return work.run(connection);
        }
        Reads reads = CURRENT.get();
        reads.begin(connection);
        try {
            return work.run(connection);
        } catch (SQLException e) {
            if (reads.isCancelled()) {
                throw gone(e);
            }
            throw e;
        } finally {
            reads.end();
        }
    }

    private void begin(Connection connection) {
        synchronized (lock) {
            if (cancelled) {
                throw gone(null);
            }
            running = connection;
        }
    }

    private void end() {
        synchronized (lock) {
            running = null;
        }
    }

    private boolean isCancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    private static PipelineException gone(@Nullable SQLException cause) {
        return new PipelineException(ErrorCode.QUERY_CANCELLED, "The query ended because its reader left.", cause);
    }
}
