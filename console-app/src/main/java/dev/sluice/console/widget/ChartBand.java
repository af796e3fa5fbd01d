package dev.sluice.console.widget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stretch of time in which something was in force, or the moment of an act.
///
/// @param to end; the same as `from` for a moment, null while it goes on
/// @param label what and why: `orders paused by admin: "db upgrade"`
public record ChartBand(Instant from, @Nullable Instant to, Tone tone, String label) {}
