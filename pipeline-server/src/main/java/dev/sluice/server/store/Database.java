package dev.sluice.server.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection pools and the schema. Made without touching the network; [#open()] may be called until it works.
/// A background thread looks every 2 s whether the database answers and keeps partitions made ahead.
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(2);
    private static final Duration PARTITIONS_EVERY = Duration.ofHours(1);
    private static final int RACES = 8;

    private final DatabaseSettings settings;
    private final HikariDataSource writePool;
    private final HikariDataSource readPool;
    private final Schema schema;
    private final Semaphore searches;
    private final ReentrantLock opening = new ReentrantLock();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("store-watch").factory());
    private volatile boolean opened;
    private volatile boolean reachable;

    public Database(DatabaseSettings settings) {
        this.settings = settings;
        this.writePool = Pools.write(settings);
        this.readPool = Pools.read(settings);
        this.schema = new Schema(settings);
        this.searches = new Semaphore(places(), true);
    }

    /// Migrates, grants, makes partitions and checks that the database is durable. Does nothing when it is open. Any
    /// number of instances may do this at once.
    ///
    /// @throws PipelineException `database-unavailable`: try again later; `internal`: the database may not be used
    /// as
    ///     it is, the detail says why
    public void open() {
        opening.lock();
        try {
            if (opened) {
                return;
            }
            write("checking its settings", connection -> {
                Durability.require(connection, settings.unsafe());
                return null;
            });
            schema.prepare();
            opened = true;
            if (!auditProtected()) {
                LOG.warn("The audit is not protected: the server works as the owner of its tables. Set"
                        + " SLUICE_DB_OWNER_USER and SLUICE_DB_OWNER_PASSWORD to keep the two apart.");
            }
            background.scheduleWithFixedDelay(
                    this::watch, WATCH_EVERY.toMillis(), WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            background.scheduleWithFixedDelay(
                    this::makePartitions,
                    PARTITIONS_EVERY.toMillis(),
                    PARTITIONS_EVERY.toMillis(),
                    TimeUnit.MILLISECONDS);
        } finally {
            opening.unlock();
        }
    }

    /// True when it is open and answered when last asked, at most 2 s ago.
    public boolean available() {
        return opened && reachable;
    }

    /// False when the server's role could change the audit: owner and plain role are the same.
    public boolean auditProtected() {
        return settings.hasOwner();
    }

    Duration statementTimeout() {
        return settings.statementTimeout();
    }

    /// Connections for Hibernate, which runs its own transactions.
    DataSource controlConnections() {
        return writePool;
    }

    /// Runs the work in one transaction and commits; lost races are run again a few times.
    ///
    /// @param what for the message, as in "recording 3 marks"
    /// @throws PipelineException `database-unavailable`
    <T> T write(String what, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(work);
            } catch (SQLException e) {
                if (SqlFailure.of(e) != SqlFailure.RACE || attempt == RACES) {
                    throw SqlFailure.unavailable(what, e);
                }
                backOff(attempt);
            }
        }
    }

    /// Runs the work once in one transaction of the write pool.
    <T> T attempt(Work<T> work) throws SQLException {
        return transact(writePool, work);
    }

    /// Runs the work once in one transaction of the tables' owner.
    <T> T owner(Work<T> work) throws SQLException {
        return Pools.asOwner(settings, work);
    }

    /// The owner's, for what runs outside of transactions; to be closed by who asked.
    Connection ownerConnection() throws SQLException {
        return Pools.owner(settings);
    }

    /// Runs the work in one read-only transaction.
    <T> T read(Work<T> work) throws SQLException {
        return transact(readPool, work);
    }

    /// Runs a search in one read-only transaction. Fewer run at a time than there are connections to read, so that
    /// others who read are never shut out by searches.
    ///
    /// @throws PipelineException `overloaded` when no place is free in time
    <T> T search(Work<T> work) throws SQLException {
        try {
            if (!searches.tryAcquire(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PipelineException(
                        ErrorCode.OVERLOADED,
                        places() + " searches run, which is the limit, and none ended within "
                                + settings.connectTimeout().toSeconds()
                                + " s; try again later, or ask for less at a time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The search was interrupted.", e);
        }
        try {
            return read(connection -> Reads.under(connection, work));
        } finally {
            searches.release();
        }
    }

    private int places() {
        return Math.max(1, settings.readConnections() - 1);
    }

    /// For the rest of the transaction. Set per transaction, because a pooler may change the session under us.
    static void limitStatements(Connection connection, Duration limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = " + Math.max(1, limit.toMillis()));
        }
    }

    static void backOff(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, 8) * attempt * 1_000_000);
    }

    private <T> T transact(HikariDataSource pool, Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.run(connection);
                connection.commit();
                reachable = true;
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            if (e.getSQLState() == null
                    || e.getSQLState().startsWith("08")
                    || e.getSQLState().startsWith("57P")) {
                reachable = false;
            }
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void watch() {
        try {
            read(connection -> {
                connection.isValid((int) WATCH_EVERY.toSeconds());
                return null;
            });
        } catch (SQLException | RuntimeException e) {
            reachable = false;
            LOG.debug("The database does not answer", e);
        }
    }

    private void makePartitions() {
        try {
            schema.makePartitions();
        } catch (PipelineException e) {
            LOG.warn("Partitions could not be made ahead; the next attempt is in {}", PARTITIONS_EVERY, e);
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
        readPool.close();
        writePool.close();
    }
}
