package dev.sluice.server.frame;

/// Names one frame for ever: redelivered or published again, it keeps its id.
///
/// @param incarnation one life of one publisher channel: random, positive
/// @param seq ordinal of the frame's first event in that life, from 0; the frame covers `[seq, seq + count)`
public record FrameId(long incarnation, long seq) {}
