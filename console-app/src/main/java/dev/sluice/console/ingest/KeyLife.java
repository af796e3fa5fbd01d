package dev.sluice.console.ingest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long a new key may be used.
enum KeyLife {
    OPEN("Until revoked", null),
    DAY("1 day", Duration.ofDays(1)),
    MONTH("30 days", Duration.ofDays(30)),
    QUARTER("90 days", Duration.ofDays(90)),
    YEAR("1 year", Duration.ofDays(365));

    private final String label;
    private final @Nullable Duration time;

    KeyLife(String label, @Nullable Duration time) {
        this.label = label;
        this.time = time;
    }

    String label() {
        return label;
    }

    /// null: never
    @Nullable
    Instant end(Instant now) {
        return time == null ? null : now.plus(time);
    }
}
