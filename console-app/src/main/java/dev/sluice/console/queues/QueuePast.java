package dev.sluice.console.queues;

import dev.sluice.console.feed.Past;
import dev.sluice.console.feed.QueueHistory;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.ChartSeries;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// How a queue's depth went: as this console saw it, and before that as the servers remember it. FX thread only.
final class QueuePast {
    private final Past<TelemetryHistory> past;

    QueuePast(Past<TelemetryHistory> past) {
        this.past = past;
    }

    Subscription follow(Runnable changed) {
        var answers = past.stateProperty().subscribe(changed);
        return answers::unsubscribe;
    }

    /// @param seen by this console
    /// @param live the stretch moves on with time
    ChartData chart(String queue, QueueHistory.Columns seen, Tone tone, Instant from, Instant to, boolean live) {
        boolean enough = seen.at().length > 0 && seen.at()[0] <= from.toEpochMilli() + 1_000;
        if (enough) {
            past.forget();
            return data(from, to, tone, seen.at(), seen.depth(), Duration.ofSeconds(1), "");
        }
        past.want(queue, from, to, live);
        Past.State<TelemetryHistory> state = past.stateProperty().get();
        Past.@Nullable Stretch asked = state.asked();
        TelemetryHistory history = state.answer();
        String why = !state.failure().isEmpty()
                ? "No history: " + state.failure()
                : state.loading() ? "Loading…" : "No figures of this time: no server was watching";
        if (history == null || asked == null || !queue.equals(asked.queue())) {
            return data(from, to, tone, seen.at(), seen.depth(), Duration.ofSeconds(1), why);
        }
        List<TelemetrySample> known = history.items().stream()
                .filter(sample -> !sample.at().isAfter(asked.to()))
                .toList();
        long end = known.isEmpty() ? from.toEpochMilli() : known.getLast().at().toEpochMilli();
        int newer = (int) Arrays.stream(seen.at()).filter(at -> at <= end).count();
        return data(
                from,
                to,
                tone,
                LongStream.concat(
                                known.stream().mapToLong(sample -> sample.at().toEpochMilli()),
                                Arrays.stream(seen.at()).skip(newer))
                        .toArray(),
                DoubleStream.concat(
                                known.stream().mapToDouble(TelemetrySample::depthEvents),
                                Arrays.stream(seen.depth()).skip(newer))
                        .toArray(),
                Duration.ofMillis(Math.round(history.stepSeconds() * 1_000)),
                why);
    }

    private static ChartData data(
            Instant from, Instant to, Tone tone, long[] at, double[] depth, Duration step, String none) {
        ChartSeries series =
                new ChartSeries("waiting", tone, ChartSeries.Fold.MEAN, true, at, depth, step.toMillis(), false);
        return new ChartData(from, to, List.of(series), List.of(), none);
    }
}
