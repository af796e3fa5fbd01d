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
        QueueState state) {

    static QueueRow of(QueueState queue, QueueHistory.Columns history) {
        QueueState.Pause pause = queue.pause();
        boolean unattended = pause == null && queue.consumers() == 0;
        return new QueueRow(
                queue.name(),
                pause != null ? Tone.WARNING : unattended ? Tone.DANGER : Tone.SUCCESS,
                pause != null ? pause.state() : unattended ? "no consumers" : "",
                Numbers.grouped(queue.depth().events()),
                Numbers.grouped(queue.depth().messages()),
                Numbers.measured(queue.rates().accepted()),
                Numbers.measured(settled(queue)),
                history.accepted(),
                Times.spanOfSeconds(queue.oldestAgeSeconds()),
                drains(queue),
                Numbers.grouped(queue.consumers()),
                queue);
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
