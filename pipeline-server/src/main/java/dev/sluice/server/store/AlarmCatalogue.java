package dev.sluice.server.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which types and sources were ever stored. Both are read off the indexes by jumping from value to value, so that the
/// cost is by how many there are, not by how many events they sent. Thread-safe. Every method throws
/// [dev.sluice.model.error.PipelineException] `database-unavailable`.
public final class AlarmCatalogue {
    /// More are not looked at.
    public static final int MOST = 5_000;

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int FORGOTTEN_DAYS = 60;

    private static final String JUMP = """
            with recursive found as (
                (select %1$s as value from event where received_at >= '%2$s' order by %1$s limit 1)
                union all
                select (select %1$s from event where received_at >= '%2$s' and %1$s > f.value order by %1$s limit 1)
                from found f where f.value is not null
            )
            """;

    private final Database database;

    public AlarmCatalogue(Database database) {
        this.database = database;
    }

    /// Enters the types that were stored lately; those that come while it learns are no news.
    ///
    /// @param learning for so long after the first type is seen
    public void learnTypes(Duration learning) {
        database.write("looking for new types", connection -> {
            Database.limitStatements(connection, WITHIN);
            try (Statement statement = connection.createStatement()) {
                statement.execute(JUMP.formatted("type", day()) + """
                        , fresh as (
                            select value from found where value is not null
                                and not exists (select from alarm_type t where t.type = value)
                                and (select count(*) from alarm_type) < 2 * %1$d limit %1$d
                        ), learning as (
                            update alarm_keeper
                            set learning_until = clock_timestamp() + interval '%2$d milliseconds'
                            where learning_until is null and exists (select from fresh)
                        )
                        insert into alarm_type (type, known)
                        select value, coalesce((select learning_until from alarm_keeper) > clock_timestamp(), true)
                        from fresh on conflict do nothing""".formatted(MOST, learning.toMillis()));
            }
            return null;
        });
    }

    /// A type that was new not long ago.
    public record NewType(String type, Instant firstAt) {}

    /// newest first, at most 1,000
    public List<NewType> newTypes(Duration within) {
        return database.write("reading new types", connection -> {
            List<NewType> types = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    select type, first_at from alarm_type where not known
                        and first_at > clock_timestamp() - ? * interval '1 millisecond'
                    order by first_at desc limit 1000""")) {
                select.setLong(1, within.toMillis());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        types.add(new NewType(row.getString("type"), AlarmRows.at(row, "first_at")));
                    }
                }
            }
            return types;
        });
    }

    /// when each source was heard last, of those heard since yesterday
    public Map<String, Instant> heard() {
        return database.write("looking for sources", connection -> {
            Database.limitStatements(connection, WITHIN);
            Map<String, Instant> heard = new HashMap<>();
            String day = day();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(JUMP.formatted("source", day) + """
                            select value, (select max(received_at) from event e
                                where e.source = value and received_at >= '%s') as heard
                            from found where value is not null limit %d""".formatted(day, MOST))) {
                while (row.next()) {
                    heard.put(row.getString("value"), AlarmRows.at(row, "heard"));
                }
            }
            return heard;
        });
    }

    /// Whole days, so that the other days' partitions are not looked into at all.
    private static String day() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1) + "T00:00:00Z";
    }

    /// What is known of the sources, the 5,000 heard last.
    public Map<String, SourceHabit> habits() {
        return database.write("reading the habits of sources", connection -> {
            Map<String, SourceHabit> habits = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select * from alarm_source order by last_at desc limit " + MOST)) {
                while (row.next()) {
                    SourceHabit habit = new SourceHabit(
                            row.getString("source"),
                            AlarmRows.at(row, "first_at"),
                            AlarmRows.at(row, "last_at"),
                            row.getInt("gaps"),
                            row.getDouble("gap"),
                            row.getDouble("spread"),
                            (Integer[]) row.getArray("hours").getArray());
                    habits.put(habit.source(), habit);
                }
            }
            return habits;
        });
    }

    /// Keeps what was learned, unless another instance took over; forgets sources that were not heard for two months.
    public void keep(UUID holder, Collection<SourceHabit> habits) {
        database.write("keeping the habits of " + habits.size() + " sources", connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("select from alarm_keeper where holder = ? for share")) {
                lock.setObject(1, holder);
                if (!lock.executeQuery().next()) {
                    return null;
                }
            }
            upsert(connection, habits);
            try (Statement forget = connection.createStatement()) {
                forget.executeUpdate("delete from alarm_source where last_at < clock_timestamp() - interval '"
                        + FORGOTTEN_DAYS + " days'");
            }
            return null;
        });
    }

    private static void upsert(Connection connection, Collection<SourceHabit> habits) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into alarm_source (source, first_at, last_at, gaps, gap, spread, hours)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (source) do update set last_at = excluded.last_at, gaps = excluded.gaps,
                    gap = excluded.gap, spread = excluded.spread, hours = excluded.hours""")) {
            for (SourceHabit habit : habits) {
                Array hours = connection.createArrayOf("integer", habit.hours());
                upsert.setString(1, habit.source());
                upsert.setObject(2, habit.firstAt().atOffset(ZoneOffset.UTC));
                upsert.setObject(3, habit.lastAt().atOffset(ZoneOffset.UTC));
                upsert.setInt(4, habit.gaps());
                upsert.setDouble(5, habit.gap());
                upsert.setDouble(6, habit.spread());
                upsert.setArray(7, hours);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
