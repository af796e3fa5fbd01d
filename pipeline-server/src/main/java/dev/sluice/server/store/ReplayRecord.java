package dev.sluice.server.store;

import dev.sluice.model.replay.Replay;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A replay as it is kept: what it sends where, and how far it is.
///
/// @param pinnedAt what `last:` in its query counts from
/// @param target `queue` or `pipeline`
/// @param queue a broker queue that is not ours
/// @param rate events a second at most
/// @param expires until when its plan may be started
/// @param cursor the last event that is dealt with, null at the begin
/// @param chunk what is on its way to a foreign queue, or may be
/// @param attempt number of the last run that may have an exchange of its own
/// @param fenced runs before this one can send no more
/// @param worker who runs it
public record ReplayRecord(
        String id,
        String query,
        @Nullable Instant from,
        @Nullable Instant to,
        String zone,
        Instant pinnedAt,
        Snapshot snapshot,
        String target,
        @Nullable String queue,
        long total,
        boolean exact,
        int rate,
        Instant expires,
        String createdBy,
        Instant createdAt,
        String state,
        @Nullable String reason,
        @Nullable String startedBy,
        @Nullable String address,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail,
        long sent,
        long skipped,
        long maybeTwice,
        @Nullable Double perSecond,
        @Nullable EventPosition cursor,
        @Nullable Chunk chunk,
        int attempt,
        int fenced,
        @Nullable UUID worker) {
    public static final String PLANNED = "planned";

    /// Events on their way to a foreign queue: those after the cursor up to a last one.
    ///
    /// @param count of them, those included that are only skipped
    /// @param age since it was begun
    /// @param left exactly these are not in the queue, and none is on its way; null: nobody knows
    public record Chunk(
            EventPosition last,
            int count,
            Duration age,
            @Nullable List<UUID> left) {
        public Chunk {
            left = left == null ? null : List.copyOf(left);
        }
    }

    public boolean running() {
        return state.equals(Replay.RUNNING);
    }

    public boolean toPipeline() {
        return target.equals(Replay.TO_PIPELINE);
    }

    static ReplayRecord of(ResultSet row) throws SQLException {
        return new ReplayRecord(
                row.getString("id"),
                row.getString("query"),
                instant(row, "range_from"),
                instant(row, "range_to"),
                row.getString("zone"),
                required(row, "pinned_at"),
                new Snapshot(
                        row.getLong("snapshot_xmin"),
                        row.getLong("snapshot_xmax"),
                        List.of((Long[]) row.getArray("snapshot_active").getArray()),
                        required(row, "snapshot_at")),
                row.getString("target"),
                row.getString("queue"),
                row.getLong("total"),
                row.getBoolean("exact"),
                row.getInt("rate"),
                required(row, "expires"),
                row.getString("created_by"),
                required(row, "created_at"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("started_by"),
                row.getString("from_address"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("detail"),
                row.getLong("sent"),
                row.getLong("skipped"),
                row.getLong("maybe_twice"),
                row.getObject("per_second", Double.class),
                position(row, "cursor"),
                chunk(row),
                row.getInt("attempt"),
                row.getInt("fenced"),
                row.getObject("worker", UUID.class));
    }

    private static @Nullable Chunk chunk(ResultSet row) throws SQLException {
        EventPosition last = position(row, "chunk");
        if (last == null) {
            return null;
        }
        Array left = row.getArray("chunk_left");
        return new Chunk(
                last,
                row.getInt("chunk_count"),
                Duration.ofNanos(Math.round(row.getDouble("chunk_age") * 1e9)),
                left == null ? null : Arrays.asList((UUID[]) left.getArray()));
    }

    private static @Nullable EventPosition position(ResultSet row, String prefix) throws SQLException {
        Instant at = instant(row, prefix + "_at");
        return at == null
                ? null
                : new EventPosition(at, row.getString(prefix + "_id"), row.getObject(prefix + "_identity", UUID.class));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
