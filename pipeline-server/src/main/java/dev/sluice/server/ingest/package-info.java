/// From a request's body to a receipt: read, check whole, choose the queue, share frames, wait for the confirm.
/// Inbound: HTTP bodies. Outbound: frames to the queue room. Threads: the request's own, and one per queue that
// publishes.
/// Invariants: an event counts as accepted only after the broker's confirm (C1); every wait has a deadline and every
// buffer a
/// bound (C5); the database is never asked.
@NullMarked
package dev.sluice.server.ingest;

import org.jspecify.annotations.NullMarked;
