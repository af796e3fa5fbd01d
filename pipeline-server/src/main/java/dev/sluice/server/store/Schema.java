package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date as its owner: migrations under Flyway's lock, rights of the plain role, partitions.
final class Schema {
    private static final long GRANTS_LOCK = 0x51_1CE_0001L;
    private static final int KEY_BYTES = 32;
    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final DatabaseSettings settings;

    Schema(DatabaseSettings settings) {
        this.settings = settings;
    }

    void prepare() {
        migrate();
        asOwner("granting rights", connection -> {
            lock(connection, GRANTS_LOCK);
            if (settings.hasOwner()) {
                grant(connection);
            }
            makeSigningKey(connection);
            return null;
        });
        makePartitions();
    }

    /// Makes the partitions of yesterday to a week from now, and of earlier days whose rows had to go into the default
    /// partition, each in a transaction of its own.
    void makePartitions() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(7)); day = day.plusDays(1)) {
            makePartition(day);
        }
        asOwner("looking for late days", connection -> Partitions.late(connection, today.minusDays(1)))
                .forEach(this::makePartition);
    }

    private void makePartition(LocalDate day) {
        for (int attempt = 1; ; attempt++) {
            try {
                Pools.asOwner(settings, connection -> {
                    Partitions.ensure(connection, day);
                    return null;
                });
                return;
            } catch (SQLException e) {
                if (SqlFailure.of(e) != SqlFailure.BUSY || attempt == ATTEMPTS) {
                    throw SqlFailure.unavailable("making the partition of " + day, e);
                }
                // those who waited behind this one go first
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    private void migrate() {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(new OwnerDataSource(settings))
                    .locations("classpath:db/migration")
                    // a number is given out when the work begins, so one may land after a higher one
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            SQLException cause = sqlCause(e);
            if (cause != null && SqlFailure.of(cause) == SqlFailure.OUTAGE && !isOurs(cause)) {
                throw SqlFailure.unavailable("migrating its schema", cause);
            }
            throw new PipelineException(
                    ErrorCode.INTERNAL, "The database's schema could not be migrated: " + e.getMessage(), e);
        }
    }

    /// Class 42 (missing right, wrong statement) does not heal by waiting.
    private static boolean isOurs(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("42");
    }

    private static SQLException sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }

    private void grant(Connection connection) throws SQLException {
        String role = connection.unwrap(org.postgresql.PGConnection.class).escapeIdentifier(settings.user());
        try (Statement statement = connection.createStatement()) {
            statement.execute("revoke all on all tables in schema public from " + role);
            statement.execute("grant usage on schema public to " + role);
            statement.execute(
                    "grant select, insert on event, event_block, event_identity, audit, purged_frame to " + role);
            statement.execute(
                    "grant select, insert, update, delete on conflict, dead_letter, incarnation, frame_outcome,"
                            + " incarnation_point, instance, queue_definition, pause, purge_plan to " + role);
            statement.execute("grant select, insert, delete on purge_snapshot to " + role);
            statement.execute("grant select, insert, update on ingest_key to " + role);
            statement.execute("grant select, insert, update, delete on rejection, rejection_minute to " + role);
            statement.execute("grant select, insert, update, delete on person, person_session to " + role);
            statement.execute("grant select, insert, update, delete on saved_search, erasure to " + role);
            statement.execute("grant select, insert, update, delete on outbox, outbox_lane, ledger_shift, throttle,"
                    + " ingest_stop, broker_plan to " + role);
            statement.execute("grant select, insert, update, delete on telemetry, telemetry_fresh, telemetry_writer,"
                    + " telemetry_recorder to " + role);
            statement.execute(
                    "grant select, insert, update, delete on dead_letter_group, redrive_job, discard_act, replay to "
                            + role);
            statement.execute("grant select, insert, update, delete on alarm_rule, alarm, alarm_pending, alarm_keeper,"
                    + " alarm_type, alarm_source, alarm_delivery to " + role);
            statement.execute("grant select on signing_key, retention to " + role);
        }
    }

    private static void makeSigningKey(Connection connection) throws SQLException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into signing_key (name, value) values ('cursor', ?) on conflict do nothing")) {
            insert.setBytes(1, key);
            insert.executeUpdate();
        }
    }

    static void lock(Connection connection, long key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, key);
            lock.execute();
        }
    }

    private <T> T asOwner(String what, Work<T> work) {
        try {
            return Pools.asOwner(settings, work);
        } catch (SQLException e) {
            throw SqlFailure.unavailable(what, e);
        }
    }
}
