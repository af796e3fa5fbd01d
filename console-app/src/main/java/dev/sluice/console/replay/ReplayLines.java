package dev.sluice.console.replay;

import dev.sluice.console.client.EventQuery;
import dev.sluice.model.replay.Replay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An act as the line of a terminal that does the same.
final class ReplayLines {
    private ReplayLines() {}

    /// @param queue null for the pipeline
    static String start(EventQuery query, @Nullable String queue, @Nullable Integer rate, String reason) {
        return "./sluice replay start"
                + (query.text().isBlank() ? "" : " " + quoted(query.text().strip()))
                + (query.from() == null ? "" : " --from " + query.from())
                + (query.to() == null ? "" : " --to " + query.to())
                + (query.zone() == null ? "" : " --zone " + query.zone().getId())
                + (queue == null ? " --pipeline" : " --queue " + quoted(queue))
                + (rate == null ? "" : " --rate " + rate)
                + (reason.isBlank() ? "" : " --reason " + quoted(reason.strip()));
    }

    /// @param act `show`, `pause`, `resume` or `stop`
    static String act(String act, String id) {
        return "./sluice replay " + act + " " + id;
    }

    /// What can be done with a replay now.
    ///
    /// @param rate to resume it with, null: as before
    static List<String> of(Replay replay, @Nullable Integer rate) {
        List<String> lines = new ArrayList<>();
        lines.add(act("show", replay.id()));
        if (replay.state().equals(Replay.RUNNING)) {
            lines.add(act("pause", replay.id()));
        }
        if (replay.resumable()) {
            lines.add(act("resume", replay.id()) + (rate == null ? "" : " --rate " + rate));
        }
        if (replay.over()) {
            ReplayDraft draft = ReplayDraft.of(replay);
            lines.add(start(draft.query(), replay.queue(), replay.rate(), ""));
        } else {
            lines.add(act("stop", replay.id()));
        }
        return lines;
    }

    /// As a shell takes it for one word.
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./][A-Za-z0-9_.:/,-]*") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
