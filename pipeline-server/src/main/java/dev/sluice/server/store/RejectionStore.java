package dev.sluice.server.store;

import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.model.rejection.RejectionRate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last refusals at the door, of the whole fleet. Thread-safe. Every method throws [PipelineException]
/// `database-unavailable` when the database does not answer.
public final class RejectionStore {
    /// refusals kept
    public static final int KEPT = 1_000;
    /// bytes of all kept bodies together; the oldest are dropped beyond it
    public static final long KEPT_BYTES = 64L << 20;

    private static final int RATES = 50;
    private static final long LOCK = 0x51_1CE_0003L;
    private static final String COLUMNS = "id, at, code, pointer, detail, item, source, type, key_name, address,"
            + " request_id, bytes, cut, resubmitted_at, resubmitted_by";

    /// @param body what was kept of it, null when nothing
    public record Kept(KeptRejection rejection, byte @Nullable [] body) {}

    private final Database database;

    public RejectionStore(Database database) {
        this.database = database;
    }

    /// Keeps refusals and counts, and trims what is too old or too much.
    public void keep(List<Refused> refused, List<RefusalCount> counts) {
        database.write("keeping " + refused.size() + " rejections", connection -> {
            // trimming is by id: one writer at a time, or two of them would wait for each other's rows
            Schema.lock(connection, LOCK);
            insert(connection, refused);
            count(connection, counts);
            trim(connection);
            return null;
        });
    }

    private static void insert(Connection connection, List<Refused> refused) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into rejection (at, code, pointer, detail, item, source, type, key_name, address, request_id,
                    bytes, body, cut)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (Refused one : refused) {
                insert.setTimestamp(1, Timestamp.from(one.at()));
                insert.setString(2, one.code());
                insert.setString(3, one.pointer());
                insert.setString(4, one.detail());
                insert.setObject(5, one.index(), Types.BIGINT);
                insert.setString(6, one.source());
                insert.setString(7, one.type());
                insert.setString(8, one.keyName());
                insert.setString(9, one.address());
                insert.setString(10, one.requestId());
                insert.setLong(11, one.bytes());
                insert.setBytes(12, one.body());
                insert.setBoolean(13, one.cut());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void count(Connection connection, List<RefusalCount> counts) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into rejection_minute (minute, code, source, count) values (?, ?, ?, ?)
                on conflict (minute, code, source) do update set count = rejection_minute.count + excluded.count""")) {
            for (RefusalCount one : counts) {
                upsert.setTimestamp(1, Timestamp.from(one.minute()));
                upsert.setString(2, one.code());
                upsert.setString(3, one.source());
                upsert.setLong(4, one.count());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static void trim(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from rejection where id <="
                    + " (select id from rejection order by id desc offset " + KEPT + " limit 1)");
            statement.execute("update rejection set body = null, cut = true where id in (select id from (select id,"
                    + " body, sum(octet_length(body)) over (order by id desc) as total from rejection) as sized"
                    + " where total > " + KEPT_BYTES + " and body is not null)");
            statement.execute("delete from rejection_minute where minute < now() - interval '1 hour'");
        }
    }

    /// Newest first.
    ///
    /// @param before id of the last one seen
    public List<KeptRejection> page(int limit, long before) {
        return database.write("reading the rejections", connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from rejection where id < ? order by id desc limit ?")) {
                select.setLong(1, before);
                select.setInt(2, limit);
                List<KeptRejection> page = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        page.add(rejection(row));
                    }
                }
                return page;
            }
        });
    }

    public Optional<Kept> find(long id) {
        return database.write("reading rejection " + id, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select " + COLUMNS + ", body from rejection where id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Kept(rejection(row), row.getBytes("body"))) : Optional.empty();
                }
            }
        });
    }

    /// The most frequent ones of the last hour.
    public List<RejectionRate> rates() {
        return database.write("reading the rates of rejections", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select code, source,"
                            + " coalesce(sum(count) filter (where minute > now() - interval '5 minutes'), 0) as lately,"
                            + " sum(count) as hour from rejection_minute where minute > now() - interval '1 hour'"
                            + " group by code, source order by lately desc, hour desc, code, source limit " + RATES)) {
                List<RejectionRate> rates = new ArrayList<>();
                while (row.next()) {
                    String source = row.getString("source");
                    rates.add(new RejectionRate(
                            row.getString("code"),
                            source.isEmpty() ? null : source,
                            row.getLong("lately") / 5.0,
                            row.getLong("hour")));
                }
                return rates;
            }
        });
    }

    /// Takes the right to send a rejection again; it lapses, so that a process killed meanwhile blocks nobody.
    ///
    /// @return false when it was sent again, or somebody else is at it
    public boolean claim(long id, Duration lease) {
        return database.write("claiming rejection " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update rejection set claimed_until = clock_timestamp() + ? * interval '1 millisecond'
                    where id = ? and resubmitted_at is null
                        and (claimed_until is null or claimed_until < clock_timestamp())""")) {
                update.setLong(1, lease.toMillis());
                update.setLong(2, id);
                return update.executeUpdate() == 1;
            }
        });
    }

    /// Ends a claim.
    ///
    /// @param by who sent it again, null when that failed
    public void settle(long id, @Nullable String by) {
        database.write("noting the resubmission of rejection " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update rejection set claimed_until = null, resubmitted_by = ?,
                        resubmitted_at = case when ?::text is null then null else clock_timestamp() end
                    where id = ?""")) {
                update.setString(1, by);
                update.setString(2, by);
                update.setLong(3, id);
                update.executeUpdate();
            }
            return null;
        });
    }

    private static KeptRejection rejection(ResultSet row) throws SQLException {
        long item = row.getLong("item");
        @Nullable Long index = row.wasNull() ? null : item;
        return new KeptRejection(
                Long.toString(row.getLong("id")),
                row.getTimestamp("at").toInstant(),
                row.getString("code"),
                row.getString("pointer"),
                row.getString("detail"),
                index,
                row.getString("source"),
                row.getString("type"),
                row.getString("key_name"),
                row.getString("address"),
                row.getString("request_id"),
                row.getLong("bytes"),
                row.getBoolean("cut"),
                KeyRows.instant(row, "resubmitted_at"),
                row.getString("resubmitted_by"));
    }
}
