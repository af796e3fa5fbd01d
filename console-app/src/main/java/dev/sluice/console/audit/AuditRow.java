package dev.sluice.console.audit;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.audit.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the table. Nothing of a record may act on the screen.
///
/// @param record what it was made from
record AuditRow(
        String at,
        String who,
        String act,
        String target,
        String outcome,
        Tone tone,
        String reason,
        AuditRecord record) {
    static AuditRow of(AuditRecord record) {
        return new AuditRow(
                Times.day(record.at()),
                shown(record.who()),
                shown(record.act()),
                shown(record.target()),
                shown(record.outcome()),
                tone(record.outcome()),
                shown(record.reason()),
                record);
    }

    /// A name and a value, as the detail shows them.
    record Line(String name, String value) {}

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("When", Times.full(record.at()) + " UTC"));
        lines.add(new Line("Who", who));
        add(lines, "From", record.from());
        lines.add(new Line("Act", act));
        lines.add(new Line("Target", target));
        add(lines, "Reason", record.reason());
        lines.add(new Line("Outcome", outcome));
        add(lines, "Before", record.before());
        add(lines, "After", record.after());
        return lines;
    }

    private static void add(List<Line> lines, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.add(new Line(name, shown(value)));
        }
    }

    private static String shown(@Nullable String text) {
        return text == null ? "" : EventSummary.printable(text);
    }

    private static Tone tone(String outcome) {
        if (outcome.startsWith("denied") || outcome.startsWith("failed")) {
            return Tone.DANGER;
        }
        return outcome.startsWith("stopped") ? Tone.WARNING : Tone.MUTED;
    }
}
