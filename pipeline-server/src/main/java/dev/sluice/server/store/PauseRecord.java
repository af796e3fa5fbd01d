package dev.sluice.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// @param until when it resumes by itself, null for never
/// @param untilDepth how many events may wait before it resumes by itself, null for any number
public record PauseRecord(
        String queue,
        String reason,
        String by,
        Instant since,
        @Nullable Instant until,
        @Nullable Long untilDepth) {
    /// One that ends by time, if at all.
    public PauseRecord(String queue, String reason, String by, Instant since, @Nullable Instant until) {
        this(queue, reason, by, since, until, null);
    }

    /// names this pause and no earlier or later one of the queue
    public String mark() {
        return queue + "@" + ChronoUnit.MICROS.between(Instant.EPOCH, since);
    }
}
