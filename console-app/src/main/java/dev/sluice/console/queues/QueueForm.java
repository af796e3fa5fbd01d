package dev.sluice.console.queues;

import dev.sluice.model.queue.ByteSize;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was typed into the form of a queue, read, with a sentence for each field that is wrong (empty when it is not).
///
/// @param position null when none was typed
/// @param maxBytes null for the server's default
record QueueForm(
        String name,
        List<String> patterns,
        @Nullable Integer position,
        @Nullable Long maxBytes,
        String nameError,
        String patternsError,
        String positionError,
        String limitError) {
    static final String DEFAULT = "default";

    QueueForm {
        patterns = List.copyOf(patterns);
    }

    /// @param patterns one a line
    /// @param taken names that are no longer free
    static QueueForm read(String name, String patterns, String position, String limit, List<String> taken) {
        List<String> types = Arrays.stream(patterns.split("[\\n,]"))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toList();
        String place = position.strip();
        boolean placed = place.matches("[0-9]{1,7}");
        Long bytes = null;
        String limitError = "";
        try {
            bytes = limit.isBlank() ? null : (Long) ByteSize.parse(limit);
            if (bytes != null && (bytes < QueueRequest.MIN_BYTES || bytes > QueueRequest.MAX_BYTES)) {
                limitError = "From " + ByteSize.text(QueueRequest.MIN_BYTES) + " to "
                        + ByteSize.text(QueueRequest.MAX_BYTES) + ".";
            }
        } catch (IllegalArgumentException e) {
            limitError = String.valueOf(e.getMessage());
        }
        Integer number = placed ? (Integer) Integer.parseInt(place) : null;
        return new QueueForm(
                name.strip(),
                types,
                number,
                bytes,
                nameError(name.strip(), taken),
                patternsError(types),
                place.isEmpty() || number != null && number >= 1 && number <= QueueRequest.MAX_POSITION
                        ? ""
                        : "A whole number from 1 to " + QueueRequest.MAX_POSITION + ".",
                limitError);
    }

    private static String nameError(String name, List<String> taken) {
        if (name.isEmpty()) {
            return "";
        }
        if (!QueueRequest.NAME.matcher(name).matches()) {
            return "1 to 40 of a-z, 0-9 and -, beginning with a letter.";
        }
        return taken.contains(name) ? "There is a queue of that name." : "";
    }

    private static String patternsError(List<String> patterns) {
        if (patterns.size() > QueueRequest.MAX_PATTERNS) {
            return "At most " + QueueRequest.MAX_PATTERNS + " patterns.";
        }
        Set<String> seen = new HashSet<>();
        for (String pattern : patterns) {
            if (pattern.length() > QueueRequest.MAX_PATTERN_CHARS) {
                return "A pattern has at most " + QueueRequest.MAX_PATTERN_CHARS + " characters.";
            }
            if (!seen.add(pattern)) {
                return pattern + " is there twice.";
            }
        }
        return "";
    }

    /// There is a name and nothing is wrong.
    boolean complete() {
        return !name.isEmpty() && (nameError + patternsError + positionError + limitError).isEmpty();
    }

    /// @param limitOnly for `default`, whose patterns and place are fixed
    QueueRequest request(boolean limitOnly) {
        QueueRequest.Limits limits = new QueueRequest.Limits(maxBytes);
        return limitOnly ? new QueueRequest(null, null, limits) : new QueueRequest(patterns, position, limits);
    }

    /// What the field for the limit starts with: exact, so that saving it unchanged changes nothing.
    static String limitText(QueueState.@Nullable Limits limits) {
        if (limits == null || !limits.own()) {
            return "";
        }
        String text = ByteSize.text(limits.maxBytes());
        return ByteSize.parse(text) == limits.maxBytes() ? text : Long.toString(limits.maxBytes());
    }
}
