package dev.sluice.console.events;

import dev.sluice.console.widget.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The receive times a search covers: the last so-and-so long, a stretch between two moments, or everything.
///
/// @param last null for no such bound
/// @param from,to null for no such bound
record TimeRange(
        String label,
        @Nullable Duration last,
        @Nullable Instant from,
        @Nullable Instant to) {
    static final TimeRange DAY = last("Last 24 h", Duration.ofDays(1));
    static final TimeRange ALWAYS = new TimeRange("Any time", null, null, null);
    static final List<TimeRange> CHOICES = List.of(
            last("Last 5 min", Duration.ofMinutes(5)),
            last("Last 15 min", Duration.ofMinutes(15)),
            last("Last hour", Duration.ofHours(1)),
            DAY,
            last("Last 7 days", Duration.ofDays(7)),
            ALWAYS);

    private static TimeRange last(String label, Duration time) {
        return new TimeRange(label, time, null, null);
    }

    /// @param to exclusive
    static TimeRange between(Instant from, Instant to) {
        boolean sameDay = Duration.between(from, to).compareTo(Duration.ofHours(20)) < 0;
        String label =
                sameDay ? Times.second(from) + " – " + Times.second(to) : Times.day(from) + " – " + Times.day(to);
        return new TimeRange(label, null, from, to);
    }

    @Nullable
    Instant start(Instant now) {
        return last == null ? from : now.minus(last);
    }
}
