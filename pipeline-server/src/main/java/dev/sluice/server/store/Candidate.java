package dev.sluice.server.store;

import dev.sluice.model.event.Event;
import java.util.UUID;

/// One event on its way into the table.
///
/// @param receivedMicros microseconds since 1970
/// @param terms see [Terms]
record Candidate(Event event, UUID identity, long receivedMicros, long[] terms, FrameTally tally) {}
