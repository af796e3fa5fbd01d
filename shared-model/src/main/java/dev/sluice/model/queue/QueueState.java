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
/// @param throttle null when it is stored from as fast as it can be
/// @param ingest whether it takes events
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
        List<String> faults,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Throttle throttle,
        Ingest ingest) {
    public static final String ACTIVE = "active";
    public static final String RETIRING = "retiring";

    /// Takes what an older server leaves out.
    public QueueState {
        patterns = List.copyOf(patterns);
        status = status == null ? ACTIVE : status;
        faults = faults == null ? List.of() : List.copyOf(faults);
        ingest = ingest == null ? Ingest.OPENED : ingest;
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
                List.of(),
                null,
                Ingest.OPENED);
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
    /// @param untilDepth it also resumes by itself once so many events wait, null for never
    public record Pause(
            String state,
            String reason,
            String by,
            Instant since,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant until,

            @Nullable Long untilDepth) {
        public static final String PAUSED = "paused";

        /// One that ends by time, if at all.
        public Pause(String state, String reason, String by, Instant since, @Nullable Instant until) {
            this(state, reason, by, since, until, null);
        }
    }

    /// No more than so many events a second are stored from it, over all instances.
    ///
    /// @param rate events a second
    /// @param until when it ends by itself
    public record Throttle(double rate, String reason, String by, Instant since, Instant until) {}

    /// Whether ingest takes events for this queue.
    ///
    /// @param state `open`; `refuse`: answered 503 at once; `hold`: they wait for it to open, a few seconds at most
    /// @param until when it opens by itself, null for never
    public record Ingest(
            String state,
            @Nullable String reason,
            @Nullable String by,
            @Nullable Instant since,
            @Nullable Instant until) {
        public static final String OPEN = "open";
        public static final String REFUSE = "refuse";
        public static final String HOLD = "hold";
        public static final Ingest OPENED = new Ingest(OPEN, null, null, null, null);

        public boolean open() {
            return OPEN.equals(state);
        }
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
    /// @param fullSeconds time until it is full at the present pace, null when it does not grow
    public record Limits(
            long maxBytes,
            boolean own,
            long bytes,
            boolean full,
            String policy,
            @Nullable String detail,
            @Nullable Double fullSeconds) {
        public static final String APPLIED = "applied";
        public static final String INGEST_ONLY = "ingest-only";
        public static final String PENDING = "pending";

        /// Of a queue that does not grow.
        public Limits(long maxBytes, boolean own, long bytes, boolean full, String policy, @Nullable String detail) {
            this(maxBytes, own, bytes, full, policy, detail, null);
        }
    }
}
