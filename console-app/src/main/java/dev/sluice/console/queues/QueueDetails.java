package dev.sluice.console.queues;

import dev.sluice.console.widget.ChartBand;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.ByteSize;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts a queue's state into words and a chart.
final class QueueDetails {
    private QueueDetails() {}

    /// @param now the server's time
    /// @param depth the line over time
    static QueueDetail of(QueueRow row, ChartData depth, Instant now) {
        QueueState queue = row.state();
        QueueState.Pause pause = queue.pause();
        return new QueueDetail(
                row,
                row.pill().isEmpty() ? "flowing" : row.pill(),
                pause == null ? null : banner(pause, now),
                faults(queue),
                chart(row, depth),
                List.of(
                        new QueueDetail.Line(
                                "Types",
                                queue.patterns().isEmpty() ? "takes nothing new" : String.join(" · ", queue.patterns()),
                                true),
                        new QueueDetail.Line("Limit", limit(queue.limits()), false),
                        new QueueDetail.Line("Taps", taps(queue).isEmpty() ? "open" : taps(queue), false),
                        new QueueDetail.Line(
                                "In the broker",
                                Numbers.grouped(queue.depth().ready()) + " ready, "
                                        + Numbers.grouped(queue.depth().unacked()) + " unacked",
                                false),
                        new QueueDetail.Line(
                                "Stored", Numbers.measured(queue.rates().stored()) + " /s", false),
                        new QueueDetail.Line(
                                "Duplicate, dead",
                                Numbers.measured(queue.rates().duplicate()) + " /s, "
                                        + Numbers.measured(queue.rates().deadLettered()) + " /s",
                                false),
                        new QueueDetail.Line("Broker object", "sluice." + queue.name() + " · quorum", true)));
    }

    /// Why it is full or how its limit is held stands with the faults: it is for the same eyes.
    private static List<String> faults(QueueState queue) {
        if (!queue.faults().isEmpty() || !QueueRow.full(queue)) {
            return queue.faults();
        }
        return List.of(
                "At its limit: producers get 503 queue-full, nothing is dropped. Let consumers catch up, or raise"
                        + " the limit.");
    }

    /// What is closed besides a pause, and until when; empty when nothing is.
    static String taps(QueueState queue) {
        List<String> closed = new ArrayList<>();
        QueueState.Ingest ingest = queue.ingest();
        if (!ingest.open()) {
            closed.add((ingest.state().equals(QueueState.Ingest.HOLD) ? "holds" : "refuses") + " new events"
                    + till(ingest.until()) + " (" + ingest.by() + ": " + ingest.reason() + ")");
        }
        QueueState.Throttle throttle = queue.throttle();
        if (throttle != null) {
            closed.add("stores " + Numbers.measured(throttle.rate()) + " /s at most" + till(throttle.until()) + " ("
                    + throttle.by() + ": " + throttle.reason() + ")");
        }
        return String.join("; ", closed);
    }

    private static String till(@Nullable Instant until) {
        return until == null ? "" : " till " + Times.minute(until);
    }

    static String limit(QueueState.@Nullable Limits limits) {
        if (limits == null) {
            return Numbers.NONE;
        }
        String held = ByteSize.text(limits.bytes()) + " of " + ByteSize.text(limits.maxBytes())
                + (limits.own() ? "" : ", by default");
        held += limits.fullSeconds() == null ? "" : "; full in " + Times.spanOfSeconds(limits.fullSeconds());
        return switch (limits.policy()) {
            case QueueState.Limits.INGEST_ONLY -> held + "; held by ingest alone";
            case QueueState.Limits.PENDING -> held + "; being set";
            default -> held;
        };
    }

    private static QueueDetail.Banner banner(QueueState.Pause pause, Instant now) {
        String why = "%s, %s ago: “%s”"
                .formatted(pause.by(), Times.span(Duration.between(pause.since(), now)), pause.reason());
        return new QueueDetail.Banner(why, until(pause, now));
    }

    private static String until(QueueState.Pause pause, Instant now) {
        Instant until = pause.until();
        Long depth = pause.untilDepth();
        String full = depth == null ? "" : "resumes by itself at " + Numbers.grouped(depth) + " events";
        if (until == null) {
            return depth == null ? "until somebody resumes it" : full;
        }
        boolean soon = Duration.between(now, until).compareTo(Duration.ofHours(20)) < 0;
        String time = soon ? Times.minute(until) : Times.day(until);
        return depth == null ? "resumes by itself " + time : full + " or " + time;
    }

    private static ChartData chart(QueueRow row, ChartData depth) {
        QueueState.Pause pause = row.pause();
        List<ChartBand> bands =
                pause == null ? List.of() : List.of(new ChartBand(pause.since(), null, Tone.WARNING, "paused"));
        return new ChartData(depth.from(), depth.to(), depth.series(), bands, depth.none());
    }
}
