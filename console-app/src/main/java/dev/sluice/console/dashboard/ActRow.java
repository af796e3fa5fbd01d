package dev.sluice.console.dashboard;

import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.audit.AuditRecord;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// One act of an operator, in words.
///
/// @param head when and who
/// @param act what
/// @param reason why, empty for none
record ActRow(String head, String act, String reason, Tone tone) {
    private static final Map<String, String> PAST = Map.of(
            "pause", "paused",
            "resume", "resumed",
            "purge", "purged",
            "stop-purge", "stopped the purge of",
            "drop-day", "dropped the events of",
            "erase", "erased");
    /// enough of it to tell two apart
    private static final Pattern DIGEST = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f]{56}\\b");

    static ActRow of(AuditRecord record) {
        String target = DIGEST.matcher(record.target().substring(record.target().indexOf(':') + 1))
                .replaceAll("$1…");
        String verb = record.act().toLowerCase(Locale.ROOT);
        boolean plain = record.outcome().equals("done") || record.outcome().equals("running");
        boolean bad = record.outcome().startsWith("denied") || record.outcome().startsWith("failed");
        String act = plain || bad
                ? PAST.getOrDefault(verb, verb) + " " + target
                // "purged 392 events" says more than the verb.
                : record.outcome() + " · " + target;
        if (bad) {
            act = verb + " " + target + ": " + record.outcome();
        }
        String reason = record.reason() == null ? "" : record.reason();
        return new ActRow(Times.minute(record.at()) + " " + record.who(), act, reason, bad ? Tone.DANGER : Tone.TEXT);
    }
}
