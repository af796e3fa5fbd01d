package dev.sluice.server.queue;

/// What it means that a replay's witness has a message (docs/adr/0020).
public enum Evidence {
    /// the target has it too, and what the witness lacks the target lacks
    HOLDS,
    /// the target was deleted meanwhile: whatever is there now, the part in question is not
    TARGET_RENEWED,
    /// nothing
    UNKNOWN
}
