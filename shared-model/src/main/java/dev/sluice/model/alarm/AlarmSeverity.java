package dev.sluice.model.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How soon somebody has to act; each is worse than those before it.
public enum AlarmSeverity {
    /// worth knowing
    INFO,
    /// somebody should look today
    WARNING,
    /// somebody must act now
    CRITICAL;

    /// as on the wire and as people read it
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AlarmSeverity> of(String text) {
        return Arrays.stream(values())
                .filter(severity -> severity.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
