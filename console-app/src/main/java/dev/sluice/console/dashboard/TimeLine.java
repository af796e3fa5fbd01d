package dev.sluice.console.dashboard;

import dev.sluice.console.feed.Past;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
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

    static TimeLine of(Instant from, Instant to, Duration step, Past.State past, Past.State earlier, Compare compare) {
        String stretch = Times.stretch(from, to) + " · steps of " + Times.spanOfSeconds((double) step.toSeconds());
        if (!past.failure().isEmpty()) {
            return new TimeLine(stretch, "No history: " + past.failure(), Tone.WARNING);
        }
        if (!earlier.failure().isEmpty()) {
            return new TimeLine(stretch, "No " + compare.word() + ": " + earlier.failure(), Tone.WARNING);
        }
        if (past.loading() && past.history() == null || earlier.loading() && earlier.history() == null) {
            return new TimeLine(stretch, "Loading…", Tone.MUTED);
        }
        if (step.multipliedBy(FEW).compareTo(Duration.between(from, to)) > 0 && step.toSeconds() > 1) {
            return new TimeLine(stretch, "Finer steps of this time are kept no more", Tone.MUTED);
        }
        return new TimeLine(stretch, earlierNote(earlier, compare), Tone.MUTED);
    }

    private static String earlierNote(Past.State earlier, Compare compare) {
        boolean empty = earlier.history() != null && earlier.history().items().isEmpty();
        return empty ? "No figures of " + compare.word() : "";
    }
}
