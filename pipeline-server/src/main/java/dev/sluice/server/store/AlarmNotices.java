package dev.sluice.server.store;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmNotice;
import dev.sluice.model.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What the webhook is still to be told: at most 1,000 notices, the oldest go first when there are more. They are
/// committed with what they tell of, and any instance may send them. Thread-safe. Every public method throws
/// [dev.sluice.model.error.PipelineException] `database-unavailable`.
public final class AlarmNotices {
    private static final int MOST = 1_000;

    private final Database database;
    private final String environment;
    private final boolean wanted;
    private final LongAdder dropped = new LongAdder();

    /// @param environment told with each notice
    /// @param wanted false: there is no webhook, and nothing is kept
    public AlarmNotices(Database database, String environment, boolean wanted) {
        this.database = database;
        this.environment = environment;
        this.wanted = wanted;
    }

    /// @param attempts that failed
    public record Due(long id, String body, int attempts, Instant createdAt) {}

    /// @param waiting notices
    /// @param attempts most that any of them has failed
    /// @param lastError of the one that failed most, null for none
    public record State(int waiting, int attempts, @Nullable String lastError) {}

    void add(Connection connection, String event, Instant at, Alarm alarm) throws SQLException {
        if (!wanted) {
            return;
        }
        try (PreparedStatement insert =
                        connection.prepareStatement("insert into alarm_delivery (alarm, body) values (?, ?)");
                PreparedStatement trim = connection.prepareStatement("delete from alarm_delivery where id <="
                        + " (select id from alarm_delivery order by id desc offset " + MOST + " limit 1)")) {
            insert.setLong(1, Long.parseLong(alarm.id()));
            insert.setString(2, Json.text(new AlarmNotice(event, environment, at, alarm)));
            insert.executeUpdate();
            dropped.add(trim.executeUpdate());
        }
    }

    /// Takes the notice that is due longest, for a while: nobody else gets it until then.
    public Optional<Due> claim(Duration lease) {
        return database.write("claiming an alarm notice", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update alarm_delivery set claimed_until = clock_timestamp() + ? * interval '1 millisecond'
                    where id = (select id from alarm_delivery
                        where next_at <= clock_timestamp() and claimed_until <= clock_timestamp()
                        order by next_at, id limit 1 for update skip locked)
                    returning id, body, attempts, created_at""")) {
                update.setLong(1, lease.toMillis());
                try (ResultSet row = update.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Due(
                                    row.getLong("id"),
                                    row.getString("body"),
                                    row.getInt("attempts"),
                                    AlarmRows.at(row, "created_at")))
                            : Optional.empty();
                }
            }
        });
    }

    /// It was taken, or is given up.
    public void done(long id) {
        database.write("ending alarm notice " + id, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from alarm_delivery where id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate();
            }
        });
    }

    /// @param again after this
    public void failed(long id, Duration again, String error) {
        database.write("putting alarm notice " + id + " off", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update alarm_delivery set attempts = attempts + 1, last_error = ?, claimed_until = '-infinity',
                        next_at = clock_timestamp() + ? * interval '1 millisecond' where id = ?""")) {
                update.setString(1, error);
                update.setLong(2, again.toMillis());
                update.setLong(3, id);
                return update.executeUpdate();
            }
        });
    }

    public State state() {
        return database.write("counting alarm notices", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select count(*) over () as waiting, attempts, last_error from alarm_delivery
                            order by attempts desc limit 1""");
                    ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new State(row.getInt("waiting"), row.getInt("attempts"), row.getString("last_error"))
                        : new State(0, 0, null);
            }
        });
    }

    /// notices that this instance dropped because too many waited
    public long dropped() {
        return dropped.sum();
    }
}
