package dev.sluice.model.deadletter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What people say of a group of dead letters.
public enum GroupState {
    NEW,
    /// somebody has looked and works on it
    KNOWN,
    /// its cause is gone; opens again by itself when another one dies
    FIXED,
    /// nobody needs to look
    IGNORED;

    /// lower case, as on the wire
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GroupState> of(String text) {
        return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
    }
}
