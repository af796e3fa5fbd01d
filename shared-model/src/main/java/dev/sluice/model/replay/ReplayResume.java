package dev.sluice.model.replay;

import org.jspecify.annotations.Nullable;

/// @param rate events a second from here on, null: as before
public record ReplayResume(@Nullable Integer rate) {}
