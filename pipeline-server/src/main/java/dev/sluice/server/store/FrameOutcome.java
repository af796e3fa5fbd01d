package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;

/// What became of the events of one frame.
///
/// @param repeated true: the frame had an outcome before, nothing was changed, and all counts are 0
public record FrameOutcome(FrameId id, int stored, int duplicate, int dead, int purged, boolean repeated) {
    static FrameOutcome repeated(FrameId id) {
        return new FrameOutcome(id, 0, 0, 0, 0, true);
    }
}
