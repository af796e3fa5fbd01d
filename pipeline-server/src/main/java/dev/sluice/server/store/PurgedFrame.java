package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;

/// One frame an operator removes from its queue.
///
/// @param count of its events
public record PurgedFrame(FrameId id, String queue, int count) {}
