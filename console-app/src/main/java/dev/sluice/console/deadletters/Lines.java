package dev.sluice.console.deadletters;

import dev.sluice.model.deadletter.LetterSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An act as the line of a terminal that does the same.
final class Lines {
    private Lines() {}

    static String redrive(
            String queue, LetterSelection which, @Nullable Integer rate, @Nullable Double threshold, String reason) {
        return "./sluice queues redrive " + quoted(queue) + which(which)
                + (rate == null ? "" : " --rate " + rate)
                + (threshold == null ? "" : " --threshold " + threshold)
                + reason(reason);
    }

    static String discard(String queue, LetterSelection which, String reason) {
        return "./sluice queues discard " + quoted(queue) + which(which) + reason(reason);
    }

    static String mark(String queue, String fingerprint, String state, String note, String owner) {
        return "./sluice queues mark " + quoted(queue) + " " + quoted(fingerprint) + " --state " + state
                + (note.isBlank() ? "" : " --note " + quoted(note.strip()))
                + (owner.isBlank() ? "" : " --owner " + quoted(owner.strip()));
    }

    static String edit(String queue, String id, String event, String reason) {
        return "printf %s " + quoted(event) + " | ./sluice queues edit " + quoted(queue) + " " + quoted(id)
                + " --body -" + reason(reason);
    }

    static String stop(String queue, String redrive) {
        return "./sluice queues redrive " + quoted(queue) + " --stop " + quoted(redrive);
    }

    static String undo(String queue, String discard) {
        return "./sluice queues discard " + quoted(queue) + " --undo " + quoted(discard);
    }

    private static String which(LetterSelection which) {
        List<String> ids = which.ids();
        String kind = which.fingerprint();
        return ids != null ? " --ids " + String.join(",", ids) : kind != null ? " --fingerprint " + kind : " --all";
    }

    private static String reason(String reason) {
        return reason.isBlank() ? "" : " --reason " + quoted(reason.strip());
    }

    /// As a shell takes it for one word.
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_.:/,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
