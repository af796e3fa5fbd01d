package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.util.List;

/// What became of the events of one frame.
///
/// @param conflicts which of the duplicates say something else than what is stored under their source and id
/// @param repeated true: the frame had an outcome before, nothing was changed, and all counts are 0
public record FrameOutcome(
        FrameId id, int stored, int duplicate, int dead, int purged, List<String> conflicts, boolean repeated) {
    public FrameOutcome {
        conflicts = List.copyOf(conflicts);
    }

    static FrameOutcome repeated(FrameId id) {
        return new FrameOutcome(id, 0, 0, 0, 0, List.of(), true);
    }
}
