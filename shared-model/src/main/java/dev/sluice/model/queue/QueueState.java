package dev.sluice.model.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A queue as it is now.
///
/// @param patterns event types it takes (`payment.*`), `*` for the rest
/// @param consumers consumers attached, over all instances
/// @param oldestAgeSeconds age of the oldest event that waits, null when none does or it is not known
/// @param drainSeconds time until it is empty at the present rates, null when it is empty, paused or growing
/// @param pause null when it is not paused
public record QueueState(
        String name,
        List<String> patterns,
        Depth depth,
        Rates rates,
        int consumers,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double oldestAgeSeconds,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double drainSeconds,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Pause pause) {

    public QueueState {
        patterns = List.copyOf(patterns);
    }

    /// What waits. `events` comes from the ledger, the rest from the broker.
    ///
    /// @param messages frames: ready and unacknowledged
    public record Depth(long events, long messages, long ready, long unacked) {}

    /// Events a second over the last seconds.
    public record Rates(double accepted, double stored, double duplicate, double deadLettered) {}

    /// @param state `pausing n of m` or `paused`
    /// @param until when it resumes by itself, null for never
    public record Pause(
            String state,
            String reason,
            String by,
            Instant since,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant until) {
        public static final String PAUSED = "paused";
    }
}
