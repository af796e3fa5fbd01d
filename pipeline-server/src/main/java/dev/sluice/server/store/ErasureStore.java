package dev.sluice.server.store;

import dev.sluice.model.erasure.Erasure;
import dev.sluice.model.erasure.ErasureCounts;
import dev.sluice.model.erasure.ErasurePlan;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.PurgePlan.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plans of erasures and how far they are. What they look for is kept until they are done, or an hour after a plan that
/// was not used expired. Thread-safe. Every method throws [PipelineException] `database-unavailable`.
public final class ErasureStore {
    private static final Duration COUNT_WITHIN = Duration.ofSeconds(60);
    private static final String COLUMNS = "id, target, state, planned, erased, started_at, ended_at, detail";

    private final Database database;

    public ErasureStore(Database database) {
        this.database = database;
    }

    /// @param events stored ones
    /// @param oldest,newest receive times, null when there are none
    /// @param samples the newest of them
    public record Found(
            long events, @Nullable Instant oldest, @Nullable Instant newest, List<Sample> samples) {}

    /// Counts the stored events.
    ///
    /// @param samples at most so many
    /// @throws PipelineException also `query-timeout`
    public Found count(Erasable what, int samples) {
        try {
            return database.owner(connection -> {
                Database.limitStatements(connection, COUNT_WITHIN);
                ConditionSql sql = new EventWindow(what.condition(), null, null)
                        .sql("select count(*), min(received_at), max(received_at) from event");
                try (PreparedStatement select = sql.prepare(connection);
                        ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1) == 0
                            ? new Found(0, null, null, List.of())
                            : new Found(
                                    row.getLong(1),
                                    EventSlices.instant(row, 2),
                                    EventSlices.instant(row, 3),
                                    newest(connection, what, EventSlices.instant(row, 3), samples));
                }
            });
        } catch (SQLException e) {
            if (SqlFailure.of(e) == SqlFailure.TIMEOUT) {
                throw new PipelineException(
                        ErrorCode.QUERY_TIMEOUT,
                        "The events to erase could not be counted within " + COUNT_WITHIN.toSeconds()
                                + " s; try again when the database has less to do.",
                        e);
            }
            throw SqlFailure.unavailable("counting what to erase", e);
        }
    }

    /// @param newest receive time of the last one
    private static List<Sample> newest(Connection connection, Erasable what, Instant newest, int limit)
            throws SQLException {
        List<Sample> samples = new ArrayList<>();
        ConditionSql sql = new EventWindow(what.condition(), newest.minus(Duration.ofDays(1)), null)
                .sql("select type, source, id, subject from event")
                .add(" order by received_at desc limit ?", limit);
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                samples.add(new Sample(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return samples;
    }

    /// Keeps a plan, and forgets what old ones looked for.
    public void plan(ErasurePlan plan, Erasable what, String by) {
        database.write("keeping an erasure's plan", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "delete from erasure where state = 'planned' and expires < now() - interval '1 hour'");
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into erasure (id, source, subject, target, planned, erased, state, created_by, expires)"
                            + " values (?, ?, ?, ?, ?, ?, 'planned', ?, ?)")) {
                insert.setString(1, plan.plan());
                insert.setString(2, what.source());
                insert.setString(3, what.subject());
                insert.setString(4, plan.target());
                insert.setString(5, Json.text(plan.counts()));
                insert.setString(6, Json.text(ErasureCounts.NONE));
                insert.setString(7, by);
                insert.setObject(8, plan.expires().atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            return null;
        });
    }

    /// Takes the right to run it: the first time until the plan expires, again when it failed or whoever ran it is
    ///gone.
    /// @return empty when it may not be run, or not now
    public Optional<Erasable> start(String id) {
        return database.write("starting erasure " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update erasure set state = 'running', started_at = coalesce(started_at, now()), seen_at = now(),
                        ended_at = null, detail = null
                    where id = ? and (source is not null or subject is not null)
                        and (state = 'planned' and expires > now() or state = 'failed'
                            or state = 'running' and seen_at < now() - interval '2 minutes')
                    returning source, subject""")) {
                update.setString(1, id);
                try (ResultSet row = update.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Erasable(row.getString(1), row.getString(2)))
                            : Optional.empty();
                }
            }
        });
    }

    /// Adds what was erased since the last time, and says that it still runs.
    public void progress(String id, ErasureCounts more) {
        database.write("noting the progress of erasure " + id, connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select erased from erasure where id = ? for update");
                    PreparedStatement update = connection.prepareStatement(
                            "update erasure set erased = ?, seen_at = now() where id = ?")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    update.setString(1, Json.text(counts(row.getString(1)).plus(more)));
                }
                update.setString(2, id);
                update.executeUpdate();
            }
            return null;
        });
    }

    /// @param detail why it failed, null when it is done: then it forgets what it looked for
    public void end(String id, @Nullable String detail) {
        database.write("ending erasure " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    detail == null
                            ? "update erasure set state = 'done', ended_at = now(), detail = ?, source = null,"
                                    + " subject = null where id = ?"
                            : "update erasure set state = 'failed', ended_at = now(), detail = ? where id = ?")) {
                update.setString(1, detail);
                update.setString(2, id);
                update.executeUpdate();
            }
            return null;
        });
    }

    /// @return empty for one that was never started
    public Optional<Erasure> find(String id) {
        return database.write("looking for erasure " + id, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from erasure where id = ? and started_at is not null")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Erasure(
                                    row.getString("id"),
                                    row.getString("target"),
                                    row.getString("state"),
                                    counts(row.getString("planned")),
                                    counts(row.getString("erased")),
                                    row.getTimestamp("started_at").toInstant(),
                                    KeyRows.instant(row, "ended_at"),
                                    row.getString("detail")))
                            : Optional.empty();
                }
            }
        });
    }

    private static ErasureCounts counts(String json) {
        try {
            return Json.read(json, ErasureCounts.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the counts of an erasure are not readable", e);
        }
    }
}
