package dev.sluice.model.queue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Patterns on event types: `*` stands for any text, nothing else is special.
public final class TypePatterns {
    private TypePatterns() {}

    /// To be matched against a whole type. Only `*` is special, so no pattern can backtrack badly on a bounded type.
    public static Pattern compile(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*+", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
            if (regex.isEmpty()) {
                regex.append("(?:)");
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /// The first pattern that fits the type.
    public static Optional<String> firstMatch(List<String> patterns, String type) {
        return patterns.stream().filter(p -> compile(p).matcher(type).matches()).findFirst();
    }
}
