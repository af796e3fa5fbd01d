package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.util.ArrayList;
import java.util.List;

/// Counts what becomes of one frame's events during one attempt. Used by one thread.
final class FrameTally {
    final FrameToStore frame;
    final List<DeadEvent> dead;
    int stored;
    int duplicate;

    FrameTally(FrameToStore frame) {
        this.frame = frame;
        this.dead = new ArrayList<>(frame.dead());
    }

    FrameId id() {
        return frame.id();
    }

    FrameOutcome outcome() {
        return new FrameOutcome(frame.id(), stored, duplicate, dead.size(), 0, false);
    }
}
