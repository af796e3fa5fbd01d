package dev.sluice.console.dashboard;

import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Figures over a stretch of time, oldest first: what the server remembers, and from its last whole step on what came
/// live, in steps of the same length. A step that nobody observed has no sample.
///
/// @param step length of one sample
record Joined(List<TelemetrySample> samples, Duration step) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    Joined {
        samples = List.copyOf(samples);
    }

    /// Whether the live window alone holds the stretch.
    static boolean isLive(TelemetryWindow live, Instant from) {
        TelemetrySample last = live.last();
        return last != null && !from.isBefore(last.at().minus(TelemetryWindow.LENGTH));
    }

    /// @param past null: not known yet, only what came live is shown
    /// @param asked when the past was asked for, null with it: samples that end later are not whole
    static Joined of(
            @Nullable TelemetryHistory past, @Nullable Instant asked, TelemetryWindow live, Instant from, Instant to) {
        if (past == null || asked == null || isLive(live, from)) {
            return new Joined(between(live.samples(), from, to), SECOND);
        }
        Duration step = Duration.ofMillis(Math.max(1_000, Math.round(past.stepSeconds() * 1_000)));
        List<TelemetrySample> samples = new ArrayList<>();
        for (TelemetrySample sample : between(past.items(), from, to.plus(step))) {
            if (!sample.at().isAfter(asked)) {
                samples.add(sample);
            }
        }
        Instant known = samples.isEmpty() ? from : samples.getLast().at();
        samples.addAll(folded(between(live.samples(), known, to), step));
        return new Joined(samples, step);
    }

    private static List<TelemetrySample> between(List<TelemetrySample> samples, Instant after, Instant to) {
        return samples.stream()
                .filter(sample -> sample.at().isAfter(after) && !sample.at().isAfter(to))
                .toList();
    }

    /// Seconds in steps; the last one may not be whole, and ends where it ends.
    private static List<TelemetrySample> folded(List<TelemetrySample> seconds, Duration step) {
        if (step.equals(SECOND)) {
            return seconds;
        }
        List<TelemetrySample> steps = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= seconds.size(); i++) {
            if (i == seconds.size() || slot(seconds.get(i), step) != slot(seconds.get(first), step)) {
                steps.add(Fold.of(seconds.subList(first, i)));
                first = i;
            }
        }
        return steps;
    }

    private static long slot(TelemetrySample second, Duration step) {
        return Math.floorDiv(second.at().toEpochMilli() - 1, step.toMillis());
    }

    /// These figures as if they were of another time.
    List<TelemetrySample> shifted(Duration by) {
        return samples.stream()
                .map(sample -> Fold.at(sample, sample.at().plus(by)))
                .toList();
    }

    /// What is known at a moment, and the quarter of an hour before it; empty where nobody observed that moment.
    TelemetryWindow at(Instant moment) {
        List<TelemetrySample> until = between(samples, moment.minus(TelemetryWindow.LENGTH), moment.plus(step));
        int size = until.size();
        // the step that holds the moment, else the one before it
        while (size > 1 && !until.get(size - 2).at().isBefore(moment)) {
            size--;
        }
        Duration most = step.compareTo(SECOND) == 0 ? Duration.ofSeconds(4) : step;
        if (size == 0 || Duration.between(until.get(size - 1).at(), moment).compareTo(most) > 0) {
            return TelemetryWindow.EMPTY;
        }
        return new TelemetryWindow(until.subList(0, size));
    }
}
