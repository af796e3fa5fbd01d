package dev.sluice.console.queues;

import dev.sluice.console.feed.QueueHistory;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.QueueState;
import org.jspecify.annotations.Nullable;

/// One line of the table.
///
/// @param tone of the state's glyph
/// @param pill a word for a state that needs one, empty when all is well
/// @param fill share of the limit that is used, "–" when no limit is known
/// @param history events a second that came in, oldest first
/// @param state what it was made from
record QueueRow(
        String name,
        Tone tone,
        String pill,
        String events,
        String messages,
        String in,
        String out,
        double[] history,
        String oldest,
        String drains,
        String consumers,
        String fill,
        QueueState state) {

    static QueueRow of(QueueState queue, QueueHistory.Columns history) {
        Standing standing = standing(queue);
        return new QueueRow(
                queue.name(),
                standing.tone(),
                standing.word(),
                Numbers.grouped(queue.depth().events()),
                Numbers.grouped(queue.depth().messages()),
                Numbers.measured(queue.rates().accepted()),
                Numbers.measured(settled(queue)),
                history.accepted(),
                Times.spanOfSeconds(queue.oldestAgeSeconds()),
                drains(queue),
                Numbers.grouped(queue.consumers()),
                fill(queue.limits()),
                queue);
    }

    private record Standing(Tone tone, String word) {}

    /// The worst that is to be said of it.
    private static Standing standing(QueueState queue) {
        QueueState.Pause pause = queue.pause();
        if (!queue.faults().isEmpty()) {
            return new Standing(Tone.DANGER, "fault");
        }
        if (full(queue)) {
            return new Standing(Tone.DANGER, "full");
        }
        if (queue.retiring()) {
            return new Standing(Tone.MUTED, "being removed");
        }
        if (pause != null) {
            return new Standing(Tone.WARNING, pause.state());
        }
        if (!queue.ingest().open()) {
            return new Standing(
                    Tone.WARNING, queue.ingest().state().equals(QueueState.Ingest.HOLD) ? "held" : "refuses");
        }
        QueueState.Throttle throttle = queue.throttle();
        if (throttle != null) {
            return new Standing(Tone.WARNING, "≤ " + Numbers.measured(throttle.rate()) + " /s");
        }
        return queue.consumers() == 0 ? new Standing(Tone.DANGER, "no consumers") : new Standing(Tone.SUCCESS, "");
    }

    /// Producers are refused.
    static boolean full(QueueState queue) {
        QueueState.Limits limits = queue.limits();
        return limits != null && limits.full();
    }

    /// `25 %`; what is held but rounds to nothing is `< 1 %`.
    static String fill(QueueState.@Nullable Limits limits) {
        if (limits == null || limits.maxBytes() <= 0) {
            return Numbers.NONE;
        }
        long percent = Math.round(100.0 * limits.bytes() / limits.maxBytes());
        return percent == 0 && limits.bytes() > 0 ? "< 1 %" : percent + " %";
    }

    boolean paused() {
        return state.pause() != null;
    }

    QueueState.@Nullable Pause pause() {
        return state.pause();
    }

    /// Events a second that left the queue, whatever became of them.
    static double settled(QueueState queue) {
        QueueState.Rates rates = queue.rates();
        return rates.stored() + rates.duplicate() + rates.deadLettered();
    }

    static String drains(QueueState queue) {
        if (queue.depth().events() == 0) {
            return Numbers.NONE;
        }
        if (queue.pause() != null) {
            return "paused";
        }
        Double seconds = queue.drainSeconds();
        if (seconds != null) {
            return Times.spanOfSeconds(seconds);
        }
        return queue.rates().accepted() > settled(queue) ? "growing" : Numbers.NONE;
    }
}
