package dev.sluice.model.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a person, or the token of a script, may do; each may do what those before it may.
public enum AccessRole {
    /// looks at everything but secrets
    VIEWER,
    /// runs the pipeline: pauses, purges, sends again
    OPERATOR,
    /// decides who may do what, what queues there are, and what is erased
    ADMIN;

    /// as on the wire and as people read it
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AccessRole> of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public boolean includes(AccessRole needed) {
        return compareTo(needed) >= 0;
    }
}
