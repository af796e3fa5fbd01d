package dev.sluice.console.dashboard;

import dev.sluice.console.feed.Past;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.live.TelemetryHistory;
import java.time.Duration;
import java.time.Instant;

/// Which time is shown, in words.
///
/// @param stretch `09:46 – 10:01 · steps of 10 s`
/// @param note what is missing and why, empty for nothing
record TimeLine(String stretch, String note, Tone tone) {
    static final TimeLine NONE = new TimeLine("", "", Tone.MUTED);
    /// of a stretch; coarser steps are not for want of room
    private static final int FEW = 60;

    /// @param earlier what is compared with
    /// @param acts that are marked
    static TimeLine of(
            Instant from,
            Instant to,
            Duration step,
            Past.State<TelemetryHistory> past,
            Past.State<TelemetryHistory> earlier,
            Past.State<AuditPage> acts,
            Compare compare) {
        String stretch = Times.stretch(from, to) + " · steps of " + Times.spanOfSeconds((double) step.toSeconds());
        String failure = failure(past, earlier, acts, compare);
        if (!failure.isEmpty()) {
            return new TimeLine(stretch, failure, Tone.WARNING);
        }
        if (past.loading() && past.answer() == null || earlier.loading() && earlier.answer() == null) {
            return new TimeLine(stretch, "Loading…", Tone.MUTED);
        }
        boolean coarse = step.multipliedBy(FEW).compareTo(Duration.between(from, to)) > 0 && step.toSeconds() > 1;
        return new TimeLine(
                stretch,
                coarse ? "Finer steps of this time are kept no more" : note(earlier, acts, compare),
                Tone.MUTED);
    }

    private static String failure(
            Past.State<TelemetryHistory> past,
            Past.State<TelemetryHistory> earlier,
            Past.State<AuditPage> acts,
            Compare compare) {
        if (!past.failure().isEmpty()) {
            return "No history: " + past.failure();
        }
        if (!earlier.failure().isEmpty()) {
            return "No " + compare.word() + ": " + earlier.failure();
        }
        return acts.failure().isEmpty() ? "" : "No acts: " + acts.failure();
    }

    private static String note(Past.State<TelemetryHistory> earlier, Past.State<AuditPage> acts, Compare compare) {
        TelemetryHistory before = earlier.answer();
        if (before != null && before.items().isEmpty()) {
            return "No figures of " + compare.word();
        }
        AuditPage page = acts.answer();
        return page == null || page.next() == null
                ? ""
                : "Only the newest " + page.items().size() + " acts are marked";
    }
}
