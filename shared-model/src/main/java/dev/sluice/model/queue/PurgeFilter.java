package dev.sluice.model.queue;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which of a queue's events a purge takes; what is null lets all through. At least one is given.
///
/// @param type pattern of the event type, `*` stands for any text
/// @param source the whole source
/// @param olderThan received longer ago than this when the plan was made: `90s`, `15m`, `2h`, `7d`
public record PurgeFilter(
        @Nullable String type,
        @Nullable String source,
        @Nullable String olderThan) {
    public static final int MAX_TEXT = 1_024;
    private static final Pattern AGE = Pattern.compile("([0-9]{1,9})\\s*([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    /// What is wrong with it, null when nothing is.
    public @Nullable String fault() {
        if (type == null && source == null && olderThan == null) {
            return "A filter says which events: type, source, olderThan, or several of them.";
        }
        if (isBad(type) || isBad(source)) {
            return "type and source are texts of 1 to " + MAX_TEXT + " characters.";
        }
        return olderThan == null || AGE.matcher(olderThan).matches()
                ? null
                : "olderThan is a duration such as 90s, 15m, 2h or 7d, and not \"" + olderThan + "\".";
    }

    private static boolean isBad(@Nullable String text) {
        return text != null && (text.isBlank() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0);
    }

    /// The least age of an event that goes, zero when age does not matter.
    public Duration age() {
        Matcher matcher = AGE.matcher(olderThan == null ? "0s" : olderThan);
        if (!matcher.matches()) {
            throw new IllegalStateException("a filter with a fault has no age: " + olderThan);
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /// As people read it: `type payment.*, source /shop, older than 2h`
    public String text() {
        StringBuilder text = new StringBuilder();
        add(text, "type ", type);
        add(text, "source ", source);
        add(text, "older than ", olderThan);
        return text.toString();
    }

    private static void add(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(text.isEmpty() ? "" : ", ").append(name).append(value);
        }
    }
}
