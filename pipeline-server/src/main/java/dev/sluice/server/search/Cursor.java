package dev.sluice.server.search;

import dev.sluice.server.store.EventPosition;
import dev.sluice.server.store.Snapshot;
import java.time.Instant;

/// Where a walk over pages goes on.
///
/// @param snapshot what was committed at the walk's begin: the walk sees that, and nothing later
/// @param now what `last:` counts from, in microseconds
/// @param position of the last event seen
record Cursor(Snapshot snapshot, Instant now, EventPosition position) {}
