package dev.sluice.model.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The `time` attribute: RFC 3339 with an offset, four-digit years from 0001, no leap second (`:60` is refused, since
/// neither Java nor PostgreSQL can keep it). Read by hand: Java's own parser cost more than the rest of an event.
final class EventTime {
    /// `2026-11-23T10:00:00`
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int MAX_FRACTION = 9;
    private static final int MAX_OFFSET_SECONDS = 18 * 3_600;
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private EventTime() {}

    /// @return null when the text is not such a time
    static @Nullable Instant parse(String text) {
        if (!hasShape(text)) {
            return null;
        }
        int at = SHAPE.length();
        int nanos = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            int digits = 0;
            for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
                nanos = digits < MAX_FRACTION ? nanos * 10 + text.charAt(at) - '0' : nanos;
                digits++;
            }
            if (digits == 0 || digits > MAX_FRACTION) {
                return null;
            }
            for (; digits < MAX_FRACTION; digits++) {
                nanos *= 10;
            }
        }
        int offset = offsetSeconds(text, at);
        int hour = number(text, 11);
        int minute = number(text, 14);
        int second = number(text, 17);
        if (offset == Integer.MIN_VALUE || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long day = LocalDate.of(number(text, 0) * 100 + number(text, 2), number(text, 5), number(text, 8))
                    .toEpochDay();
            long seconds = day * 86_400 + hour * 3_600 + minute * 60 + second - offset;
            return seconds < FIRST || seconds >= END ? null : Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasShape(String text) {
        if (text.length() <= SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char is = text.charAt(i);
            boolean fits =
                    switch (SHAPE.charAt(i)) {
                        case 'd' -> isDigit(is);
                        case 'T' -> is == 'T' || is == 't';
                        default -> is == SHAPE.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// @return `Integer.MIN_VALUE` when the rest of the text is no offset
    private static int offsetSeconds(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if (left != 6
                || (text.charAt(at) != '+' && text.charAt(at) != '-')
                || text.charAt(at + 3) != ':'
                || !isDigit(text.charAt(at + 1))
                || !isDigit(text.charAt(at + 2))
                || !isDigit(text.charAt(at + 4))
                || !isDigit(text.charAt(at + 5))
                || number(text, at + 4) > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = number(text, at + 1) * 3_600 + number(text, at + 4) * 60;
        if (seconds > MAX_OFFSET_SECONDS) {
            return Integer.MIN_VALUE;
        }
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    /// two digits
    private static int number(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
