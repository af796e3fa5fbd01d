package dev.sluice.server.search;

import dev.sluice.server.store.Snapshot;
import java.time.Instant;

/// The moment a query is held to, so that it gives the same events whenever it is walked.
///
/// @param snapshot what was committed then
/// @param now what `last:` and the end of an open range mean, in microseconds
public record Pin(Snapshot snapshot, Instant now) {}
