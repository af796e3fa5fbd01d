package dev.sluice.server.store;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// How a source usually behaves: the gaps between the times it was heard, and the hours of the week it is heard in.
/// Immutable but for `hours`, which nobody changes after.
///
/// @param gaps how many were seen
/// @param gap the usual one, seconds
/// @param spread how far gaps are from it, seconds
/// @param hours of the week (UTC, 0 = Monday 0 to 1), by the number of the week it was heard in last, 0 for never
@SuppressWarnings("ArrayRecordComponent") // read from and written to one column
public record SourceHabit(
        String source, Instant firstAt, Instant lastAt, int gaps, double gap, double spread, Integer[] hours) {
    public static final int HOURS = 168;
    private static final int LEAST_GAPS = 10;
    private static final double SHORTEST_GAP = 1;
    /// One long silence must not become the habit.
    private static final double MOST_AT_ONCE = 10;
    private static final Duration WEEK = Duration.ofDays(7);

    public static SourceHabit of(String source, Instant heard) {
        Integer[] hours = new Integer[HOURS];
        java.util.Arrays.fill(hours, 0);
        hours[hour(heard)] = week(heard);
        return new SourceHabit(source, heard, heard, 0, 0, 0, hours);
    }

    /// With what was heard since; the same when nothing was.
    public SourceHabit heard(Instant at) {
        if (!at.isAfter(lastAt)) {
            return this;
        }
        double seen = Duration.between(lastAt, at).toMillis() / 1_000.0;
        double next = gaps < LEAST_GAPS ? seen : Math.min(seen, MOST_AT_ONCE * usual());
        Integer[] heardIn = hours.clone();
        heardIn[hour(at)] = week(at);
        return gaps == 0
                ? new SourceHabit(source, firstAt, at, 1, next, next / 2, heardIn)
                : new SourceHabit(
                        source,
                        firstAt,
                        at,
                        Math.min(gaps + 1, 1_000_000),
                        gap + (next - gap) / 8,
                        spread + (Math.abs(next - gap) - spread) / 4,
                        heardIn);
    }

    /// the longest gap that is nothing special, seconds
    public double usual() {
        return Math.max(SHORTEST_GAP, gap + 4 * spread);
    }

    /// How many times its usual gap it is quiet; null while it has no habit, or is not usually heard in this hour.
    public @Nullable Double quiet(Instant now) {
        boolean knowsWeek = firstAt.plus(WEEK).isBefore(now);
        boolean awake = !knowsWeek || hours[hour(now)] >= week(now) - 2;
        return gaps < LEAST_GAPS || !awake
                ? null
                : Double.valueOf(Duration.between(lastAt, now).toMillis() / 1_000.0 / usual());
    }

    private static int hour(Instant at) {
        OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
        return (utc.getDayOfWeek().getValue() - 1) * 24 + utc.getHour();
    }

    /// 1970-01-01 was a Thursday
    private static int week(Instant at) {
        return (int) ((at.getEpochSecond() + Duration.ofDays(3).toSeconds()) / WEEK.toSeconds());
    }
}
