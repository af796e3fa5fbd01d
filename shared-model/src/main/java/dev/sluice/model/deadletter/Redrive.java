package dev.sluice.model.deadletter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A redrive under way or ended. Its figures are counted from the letters, so they are true whatever was killed.
///
/// @param state `running`, `done`, `stopped` (by somebody), or `stopped-by-itself`
/// @param total letters it was asked for that could be sent
/// @param redriven letters sent again so far
/// @param returned those of them that came back dead
/// @param step letters of the step under way, or of the last one
/// @param rate events a second at most, null without a limit
/// @param threshold share of what was sent that may come back dead
/// @param refused letters that were asked for by id, or fit, and cannot be sent; at most 1,000, only in the first
/// answer
/// @param detail what it waits for, or why it ended
public record Redrive(
        String id,
        String queue,
        String state,
        long total,
        long redriven,
        long returned,
        int step,
        @Nullable Integer rate,
        double threshold,
        @Nullable String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable List<Refused> refused,
        @Nullable String detail) {
    public static final String RUNNING = "running";
    public static final String DONE = "done";
    public static final String STOPPED = "stopped";
    public static final String STOPPED_BY_ITSELF = "stopped-by-itself";

    public Redrive {
        refused = refused == null ? null : List.copyOf(refused);
    }

    /// Why a letter is left where it is.
    ///
    /// @param code an [dev.sluice.model.error.ErrorCode] in kebab-case
    public record Refused(String id, String code, String detail) {}

    public Redrive withRefused(List<Refused> some) {
        return new Redrive(
                id,
                queue,
                state,
                total,
                redriven,
                returned,
                step,
                rate,
                threshold,
                reason,
                startedBy,
                startedAt,
                endedAt,
                some.isEmpty() ? null : some,
                detail);
    }
}
