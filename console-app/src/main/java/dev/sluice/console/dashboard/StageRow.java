package dev.sluice.console.dashboard;

import dev.sluice.console.widget.Tone;

/// One station on the way of an event.
///
/// @param tone muted when there is nothing to say about it
record StageRow(String name, String detail, Tone tone) {}
