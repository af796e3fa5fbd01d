package dev.sluice.server.store;

import dev.sluice.model.deadletter.Redrive;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A redrive as it is kept: what it is for, and how far it is.
///
/// @param choice which letters
/// @param total letters that could be sent when it began
/// @param step number of the step under way, from 1; 0 before the first
/// @param stepLeft letters of the step that are not sent yet
/// @param judgedStep number of the last step whose end was waited for
/// @param judgedSent,judgedReturned letters up to that step
/// @param worker instance that runs it
/// @param stoppedBy who asked it to stop
public record RedriveJob(
        String id,
        LetterChoice choice,
        long total,
        String state,
        int step,
        int stepSize,
        int stepLeft,
        int judgedStep,
        long judgedSent,
        long judgedReturned,
        @Nullable Integer rate,
        double threshold,
        @Nullable String reason,
        String startedBy,
        String address,
        Instant startedAt,
        @Nullable Instant endedAt,
        UUID worker,
        @Nullable String stoppedBy,
        @Nullable String detail) {
    static final String COLUMNS = "id, queue, ids, fingerprint, upto, total, state, step, step_size, step_left,"
            + " judged_step, judged_sent, judged_returned, rate, threshold, reason, started_by, from_address,"
            + " started_at, ended_at, worker, stopped_by, detail";
    /// sizes of steps go 1, 2, 5, 10 … up to this
    static final int MAX_STEP = 500;

    private static final int[] DIGITS = {1, 2, 5};

    public boolean running() {
        return state.equals(Redrive.RUNNING);
    }

    /// true: the last step has come to its end, and the next one may begin
    public boolean judged() {
        return judgedStep == step;
    }

    /// @param step from 1
    static int sizeOf(int step) {
        int size = DIGITS[(step - 1) % DIGITS.length];
        for (int i = 0; i < (step - 1) / DIGITS.length && size < MAX_STEP; i++) {
            size *= 10;
        }
        return Math.min(size, MAX_STEP);
    }

    static RedriveJob of(ResultSet row) throws SQLException {
        return new RedriveJob(
                row.getString("id"),
                new LetterChoice(
                        row.getString("queue"),
                        longs(row.getArray("ids")),
                        row.getString("fingerprint"),
                        row.getLong("upto")),
                row.getLong("total"),
                row.getString("state"),
                row.getInt("step"),
                row.getInt("step_size"),
                row.getInt("step_left"),
                row.getInt("judged_step"),
                row.getLong("judged_sent"),
                row.getLong("judged_returned"),
                row.getObject("rate", Integer.class),
                row.getDouble("threshold"),
                row.getString("reason"),
                row.getString("started_by"),
                row.getString("from_address"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("ended_at") == null
                        ? null
                        : row.getTimestamp("ended_at").toInstant(),
                row.getObject("worker", UUID.class),
                row.getString("stopped_by"),
                row.getString("detail"));
    }

    private static long @Nullable [] longs(@Nullable Array array) throws SQLException {
        return array == null
                ? null
                : Arrays.stream((Long[]) array.getArray())
                        .mapToLong(Long::longValue)
                        .toArray();
    }
}
