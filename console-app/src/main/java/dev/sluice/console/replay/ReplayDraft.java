package dev.sluice.console.replay;

import dev.sluice.console.client.EventQuery;
import dev.sluice.model.replay.Replay;
import org.jspecify.annotations.Nullable;

/// What the dialog starts with.
///
/// @param queue empty when it is not known, or the target is the pipeline
/// @param rate events a second, null: the server's default
record ReplayDraft(
        EventQuery query,
        ReplayTarget target,
        String queue,
        @Nullable Integer rate) {

    /// What somebody searched for.
    static ReplayDraft of(EventQuery query) {
        return new ReplayDraft(query, ReplayTarget.QUEUE, "", null);
    }

    /// The same once more.
    static ReplayDraft of(Replay replay) {
        @Nullable String queue = replay.queue();
        return new ReplayDraft(
                new EventQuery(replay.query(), replay.from(), replay.to(), true),
                queue == null ? ReplayTarget.PIPELINE : ReplayTarget.QUEUE,
                queue == null ? "" : queue,
                replay.rate());
    }
}
