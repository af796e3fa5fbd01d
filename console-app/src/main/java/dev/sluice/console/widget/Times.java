package dev.sluice.console.widget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How times and spans are written. Always UTC, so that two people who look at the same incident read the same time.
public final class Times {
    private static final DateTimeFormatter MINUTE = format("HH:mm");
    private static final DateTimeFormatter SECOND = format("HH:mm:ss");
    private static final DateTimeFormatter MILLI = format("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY = format("d MMM HH:mm");
    private static final DateTimeFormatter DAY_ONLY = format("d MMM");
    private static final DateTimeFormatter DATE = format("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter FULL = format("yyyy-MM-dd HH:mm:ss.SSS");

    private Times() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /// `09:46`
    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /// `09:46:02`
    public static String second(Instant at) {
        return SECOND.format(at);
    }

    /// `09:46:02.118`
    public static String milli(Instant at) {
        return MILLI.format(at);
    }

    /// `30 Nov 10:02`
    public static String day(Instant at) {
        return DAY.format(at);
    }

    /// `30 Nov`
    public static String dayOnly(Instant at) {
        return DAY_ONLY.format(at);
    }

    /// A moment in a window of time, as exactly as the window tells moments apart: `09:46:02`, `30 Nov 10:02`.
    public static String within(Instant at, Duration window) {
        return window.compareTo(Duration.ofHours(6)) > 0 ? day(at) : second(at);
    }

    /// `30 Nov 09:46 – 10:01`, with seconds where it is short, with both days where they differ
    public static String stretch(Instant from, Instant to) {
        String end = Duration.between(from, to).compareTo(Duration.ofMinutes(15)) < 0 ? second(to) : minute(to);
        String start = Duration.between(from, to).compareTo(Duration.ofMinutes(15)) < 0 ? second(from) : minute(from);
        return dayOnly(from).equals(dayOnly(to))
                ? dayOnly(from) + " " + start + " – " + end
                : dayOnly(from) + " " + start + " – " + dayOnly(to) + " " + end;
    }

    /// `2026-11-30 10:02:00.118`
    public static String full(Instant at) {
        return FULL.format(at);
    }

    /// `2026-11-30 10:02`
    public static String date(Instant at) {
        return DATE.format(at);
    }

    /// A span in the one unit that matters: `0.4 s`, `38 s`, `4 min`, `2 h 5 min`, `3 d`; "–" for none.
    public static String span(@Nullable Duration span) {
        if (span == null) {
            return Numbers.NONE;
        }
        double seconds = Math.max(0, span.toNanos() / 1e9);
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 59.5) {
            return Math.round(seconds) + " s";
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 60) {
            return minutes + " min";
        }
        if (minutes < 24 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return Math.round(minutes / 1_440.0) + " d";
    }

    /// [#span(Duration)] of whole seconds, for what is measured in seconds: `< 1 s`, `2 s`, `4 min`.
    public static String spanOfSeconds(@Nullable Double seconds) {
        if (seconds == null) {
            return Numbers.NONE;
        }
        if (seconds < 0.5) {
            return seconds <= 0 ? "0 s" : "< 1 s";
        }
        return seconds < 59.5 ? Math.round(seconds) + " s" : span(Duration.ofMillis(Math.round(seconds * 1_000)));
    }
}
