package dev.sluice.server.store;

import dev.sluice.model.event.Event;
import dev.sluice.server.frame.FrameId;
import java.util.ArrayList;
import java.util.List;

/// Counts what becomes of one frame's events during one attempt. Used by one thread.
final class FrameTally {
    final FrameToStore frame;
    final List<DeadEvent> dead;
    int stored;
    int duplicate;
    private final List<String> conflicts = new ArrayList<>();

    FrameTally(FrameToStore frame) {
        this.frame = frame;
        this.dead = new ArrayList<>(frame.dead());
    }

    FrameId id() {
        return frame.id();
    }

    /// counts a duplicate whose text is another than the stored one
    void conflict(Event event) {
        conflicts.add("id " + event.id() + " of source " + event.source());
    }

    FrameOutcome outcome() {
        return new FrameOutcome(frame.id(), stored, duplicate, dead.size(), 0, conflicts, false);
    }
}
