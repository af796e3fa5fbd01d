package dev.sluice.console.alarms;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmSeverity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the table. Nothing of an alarm may act on the screen.
///
/// @param alarm what it was made from
record AlarmRow(
        String id, String severity, Tone tone, String state, String rule, String text, String since, Alarm alarm) {
    static AlarmRow of(Alarm alarm) {
        return new AlarmRow(
                alarm.id(),
                alarm.severity().text(),
                tone(alarm.severity()),
                alarm.state(),
                shown(alarm.rule()),
                shown(alarm.text()) + (alarm.count() > 1 ? " (" + alarm.count() + " times)" : ""),
                Times.day(alarm.lastRaisedAt()),
                alarm);
    }

    /// A name and a value, as the detail shows them.
    record Line(String name, String value) {}

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("What", shown(alarm.text())));
        lines.add(new Line("Do", shown(alarm.guidance())));
        add(lines, "Link", alarm.link());
        lines.add(new Line("Target", shown(alarm.target())));
        lines.add(new Line("State", stateText()));
        lines.add(new Line("Since", Times.full(alarm.raisedAt()) + " UTC"));
        if (alarm.count() > 1) {
            lines.add(new Line("Came", alarm.count() + " times, last " + Times.full(alarm.lastRaisedAt()) + " UTC"));
        }
        if (alarm.clearedAt() != null) {
            lines.add(new Line("Over", Times.full(alarm.clearedAt()) + " UTC"));
        }
        if (alarm.ackedAt() != null) {
            lines.add(new Line("Seen by", shown(alarm.ackedBy()) + ", " + Times.full(alarm.ackedAt()) + " UTC"));
        }
        add(lines, "Note", alarm.note());
        return lines;
    }

    private String stateText() {
        return switch (alarm.state()) {
            case Alarm.RAISED -> "raised: it is so, and nobody has seen it";
            case Alarm.ACKNOWLEDGED -> "acknowledged: it is so, and somebody takes care";
            case Alarm.CLEARED -> "cleared: it is over, and nobody has seen it";
            default -> "closed: it is over, and somebody has seen it";
        };
    }

    private static void add(List<Line> lines, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.add(new Line(name, shown(value)));
        }
    }

    private static String shown(@Nullable String text) {
        return text == null ? "" : EventSummary.printable(text);
    }

    static Tone tone(AlarmSeverity severity) {
        return switch (severity) {
            case CRITICAL -> Tone.DANGER;
            case WARNING -> Tone.WARNING;
            case INFO -> Tone.ACCENT;
        };
    }
}
