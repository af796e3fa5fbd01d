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
/// @param position definitions are tried in this order, the first match wins
/// @param status `active`, or `retiring`: it takes nothing new and is removed once it is empty
/// @param limits null when the server tells none
/// @param faults what stands wrong on the broker, each with what to do; empty when all is well
public record QueueState(
        String name,
        List<String> patterns,
        Depth depth,
        Rates rates,
        int consumers,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double oldestAgeSeconds,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double drainSeconds,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Pause pause,
        int position,
        String status,
        @Nullable Limits limits,
        List<String> faults) {
    public static final String ACTIVE = "active";
    public static final String RETIRING = "retiring";

    /// Takes what an older server leaves out.
    public QueueState {
        patterns = List.copyOf(patterns);
        status = status == null ? ACTIVE : status;
        faults = faults == null ? List.of() : List.copyOf(faults);
    }

    /// An active queue without limits or faults.
    public QueueState(
            String name,
            List<String> patterns,
            Depth depth,
            Rates rates,
            int consumers,
            @Nullable Double oldestAgeSeconds,
            @Nullable Double drainSeconds,
            @Nullable Pause pause) {
        this(
                name,
                patterns,
                depth,
                rates,
                consumers,
                oldestAgeSeconds,
                drainSeconds,
                pause,
                0,
                ACTIVE,
                null,
                List.of());
    }

    public boolean retiring() {
        return RETIRING.equals(status);
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

    /// How much the queue may hold. At the limit ingest answers 503 `queue-full` and nothing is dropped.
    ///
    /// @param maxBytes of message bodies on the broker, as compressed
    /// @param own false when `maxBytes` is the server's default for every queue
    /// @param bytes held now, as the broker measured it seconds ago plus what was published since
    /// @param full true while ingest refuses events for this queue
    /// @param policy how the limit is enforced: `applied` by broker and ingest, `ingest-only` when no policy can be
    ///     set, `pending` until it was tried
    /// @param detail why the policy is not applied, null when it is
    public record Limits(
            long maxBytes,
            boolean own,
            long bytes,
            boolean full,
            String policy,
            @Nullable String detail) {
        public static final String APPLIED = "applied";
        public static final String INGEST_ONLY = "ingest-only";
        public static final String PENDING = "pending";
    }
}
