package dev.sluice.server.store;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.audit.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Alarms and who looks after them. Every change of an alarm's state is committed with its audit record and with what
/// the webhook is to be told. Thread-safe. Every method throws [dev.sluice.model.error.PipelineException]
/// `database-unavailable`.
public final class AlarmStore {
    private static final String ORDER =
            " order by case severity when 'critical' then 0 when 'warning' then 1 else 2 end,"
                    + " (state = 'acknowledged'), last_at desc, id desc";
    private static final int KEPT_CLOSED = 10_000;

    private final Database database;
    private final AlarmNotices notices;

    /// @param notices where the webhook's deliveries go
    public AlarmStore(Database database, AlarmNotices notices) {
        this.database = database;
        this.notices = notices;
    }

    /// Makes the instance the one that looks at the rules, if it is already, or if nobody has for a while.
    ///
    /// @param lease without a sign of life for so long another one takes over
    public boolean hold(UUID instance, Duration lease) {
        return database.write("holding the alarms", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update alarm_keeper set holder = ?, seen_at = clock_timestamp()
                    where holder = ? or seen_at < clock_timestamp() - ? * interval '1 millisecond'""")) {
                update.setObject(1, instance);
                update.setObject(2, instance);
                update.setLong(3, lease.toMillis());
                return update.executeUpdate() == 1;
            }
        });
    }

    /// Lets another one take over at once.
    public void leave(UUID instance) {
        database.write("leaving the alarms", connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update alarm_keeper set seen_at = '-infinity' where holder = ? and seen_at <> '-infinity'")) {
                update.setObject(1, instance);
                return update.executeUpdate();
            }
        });
    }

    /// Decides and writes under the lock of the one who looks at the rules, so that whoever was taken over from can
    /// change nothing.
    ///
    /// @return what was audited; empty when the instance is not the one any more
    public List<AuditRecord> apply(UUID instance, Function<AlarmPicture, List<AlarmChange>> decide) {
        return database.write("looking at the alarms", connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("select clock_timestamp() as now from alarm_keeper"
                            + " where holder = ? and seen_at <> '-infinity' for update")) {
                lock.setObject(1, instance);
                try (ResultSet row = lock.executeQuery()) {
                    if (!row.next()) {
                        return List.of();
                    }
                    Instant now = AlarmRows.at(row, "now");
                    AlarmWriter writer = new AlarmWriter(connection, notices, now);
                    for (AlarmChange change : decide.apply(picture(connection, now))) {
                        writer.write(change);
                    }
                    return writer.audits();
                }
            }
        });
    }

    private static AlarmPicture picture(Connection connection, Instant now) throws SQLException {
        Map<String, Alarm> open = new HashMap<>();
        Map<String, Instant> gone = new HashMap<>();
        Map<String, Instant> pending = new HashMap<>();
        int recent = 0;
        Instant minuteAgo = now.minusSeconds(60);
        try (PreparedStatement select =
                        connection.prepareStatement("select * from alarm where state <> 'closed' order by id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Alarm alarm = AlarmRows.alarm(row);
                String key = AlarmCondition.key(alarm.rule(), alarm.target());
                open.put(key, alarm);
                @Nullable Instant since = AlarmRows.maybe(row, "gone_at");
                if (since != null) {
                    gone.put(key, since);
                }
                recent +=
                        alarm.kind() != AlarmKind.FLOOD && alarm.lastRaisedAt().isAfter(minuteAgo) ? 1 : 0;
            }
        }
        try (PreparedStatement select = connection.prepareStatement("select rule, target, since from alarm_pending");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                pending.put(
                        AlarmCondition.key(row.getString("rule"), row.getString("target")), AlarmRows.at(row, "since"));
            }
        }
        return new AlarmPicture(now, open, gone, pending, recent);
    }

    /// What became of an acknowledgement.
    ///
    /// @param audits empty when somebody had acknowledged it before
    public record Acknowledged(Alarm alarm, List<AuditRecord> audits) {}

    /// Acknowledges an alarm, and what it stands for; the first one who does is kept.
    ///
    /// @return empty when there is no such alarm
    public Optional<Acknowledged> acknowledge(long id, String by, String address, @Nullable String note) {
        return database.write("acknowledging alarm " + id, connection -> {
            // the same lock as the evaluator's: neither decides by what the other one changes
            try (PreparedStatement lock = connection.prepareStatement(
                            "select clock_timestamp() as now from alarm_keeper for update");
                    ResultSet row = lock.executeQuery()) {
                row.next();
                AlarmWriter writer = new AlarmWriter(connection, notices, AlarmRows.at(row, "now"));
                Optional<Alarm> alarm = writer.find(id);
                if (alarm.isEmpty()) {
                    return Optional.empty();
                }
                writer.acknowledge(alarm.get(), by, address, note);
                return Optional.of(new Acknowledged(writer.find(id).orElseThrow(), writer.audits()));
            }
        });
    }

    public Optional<Alarm> find(long id) {
        return database.write(
                "reading alarm " + id, connection -> new AlarmWriter(connection, notices, Instant.EPOCH).find(id));
    }

    /// those to be acted on first
    public List<Alarm> open() {
        return list("select * from alarm where state <> 'closed'" + ORDER, null);
    }

    /// newest first
    ///
    /// @param before only those with a smaller id, null for all
    public List<Alarm> closed(int limit, @Nullable Long before) {
        return list(
                "select * from alarm where state = 'closed' and (?::bigint is null or id < ?) order by id desc limit "
                        + limit,
                before);
    }

    private List<Alarm> list(String sql, @Nullable Long before) {
        return database.write("reading the alarms", connection -> {
            List<Alarm> alarms = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                if (sql.contains("?")) {
                    select.setObject(1, before, java.sql.Types.BIGINT);
                    select.setObject(2, before, java.sql.Types.BIGINT);
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        alarms.add(AlarmRows.alarm(row));
                    }
                }
            }
            return alarms;
        });
    }

    /// when any instance looked at the rules last, null for never
    public @Nullable Instant evaluatedAt() {
        return database.write("reading when the alarms were looked at", connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select seen_at from alarm_keeper where seen_at <> '-infinity'");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? AlarmRows.at(row, "seen_at") : null;
            }
        });
    }

    /// Forgets closed alarms that are older than is kept, or too many.
    public int sweep(Duration kept) {
        return database.write("forgetting closed alarms", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    delete from alarm where state = 'closed'
                        and (greatest(cleared_at, acked_at) < clock_timestamp() - ? * interval '1 second'
                            or id <= (select id from alarm where state = 'closed' order by id desc offset ? limit 1))
                    """)) {
                delete.setLong(1, kept.toSeconds());
                delete.setInt(2, KEPT_CLOSED);
                return delete.executeUpdate();
            }
        });
    }

    /// what an audit record calls an alarm
    static String target(Alarm alarm) {
        return "alarm:" + alarm.rule() + ":" + alarm.target();
    }

    /// true for those the webhook is told of: those that no other alarm stands for
    static boolean told(Alarm alarm) {
        return alarm.flood() == null;
    }
}
