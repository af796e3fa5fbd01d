package dev.sluice.console.replay;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.replay.Replay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the table. Nothing of a replay may act on the screen.
///
/// @param share of the events that are dealt with, 0 to 1
/// @param replay what it was made from
record ReplayRow(
        String state,
        Tone tone,
        String query,
        String target,
        double share,
        String progress,
        String rate,
        String started,
        String by,
        Replay replay) {
    static ReplayRow of(Replay replay) {
        long done = replay.sent() + replay.skipped();
        return new ReplayRow(
                replay.state().replace('-', ' '),
                tone(replay.state()),
                replay.query().isBlank() ? "all events" : shown(replay.query()),
                replay.queue() == null ? "pipeline" : shown(replay.queue()),
                replay.count() == 0 ? 1 : Math.min(1, (double) done / replay.count()),
                Numbers.grouped(replay.sent()) + " of " + (replay.exact() ? "" : "≥ ")
                        + Numbers.grouped(replay.count()),
                replay.perSecond() == null ? Numbers.NONE : Numbers.measured(replay.perSecond()),
                Times.day(replay.startedAt()),
                shown(replay.startedBy()),
                replay);
    }

    /// A name and a value, as the detail shows them.
    record Line(String name, String value) {}

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Query", query));
        if (replay.from() != null || replay.to() != null) {
            lines.add(new Line(
                    "Received",
                    (replay.from() == null ? "" : "from " + Times.full(replay.from()) + " ")
                            + (replay.to() == null ? "" : "to " + Times.full(replay.to()) + " ") + "UTC"));
        }
        lines.add(new Line("Target", replay.queue() == null ? "the pipeline, as new events" : "queue " + target));
        lines.add(new Line("Rate", "at most " + Numbers.grouped(replay.rate()) + " /s" + now()));
        if (replay.skipped() > 0) {
            lines.add(new Line("Skipped", Numbers.grouped(replay.skipped()) + ", too long as new events"));
        }
        if (replay.maybeTwice() > 0) {
            lines.add(new Line(
                    "Maybe twice", Numbers.grouped(replay.maybeTwice()) + ", sent again with the same message-id"));
        }
        lines.add(new Line("Started", Times.full(replay.startedAt()) + " UTC by " + by));
        add(lines, "Ended", replay.endedAt() == null ? null : Times.full(replay.endedAt()) + " UTC");
        add(lines, "Reason", replay.reason());
        lines.add(new Line("Id", replay.id()));
        return lines;
    }

    /// What it waits for, or why it ended; empty when there is nothing to say.
    String why() {
        return replay.detail() == null ? "" : shown(replay.detail());
    }

    private String now() {
        return replay.perSecond() == null
                ? ""
                : ", now " + Numbers.measured(replay.perSecond()) + " /s"
                        + (replay.secondsLeft() == null
                                ? ""
                                : ", "
                                        + Times.spanOfSeconds(
                                                replay.secondsLeft().doubleValue()) + " left");
    }

    private static void add(List<Line> lines, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.add(new Line(name, shown(value)));
        }
    }

    private static String shown(String text) {
        return EventSummary.printable(text);
    }

    private static Tone tone(String state) {
        return switch (state) {
            case Replay.RUNNING -> Tone.ACCENT;
            case Replay.PAUSED, Replay.STOPPED -> Tone.WARNING;
            case Replay.DONE -> Tone.SUCCESS;
            default -> Tone.DANGER;
        };
    }
}
