/// Stored events sent again: to a queue on the broker that is not ours, or into our own pipeline as new events
/// (docs/adr/0020). A replay is pinned to what was committed when it was planned, and goes through it oldest first.
/// Inbound: the HTTP routes, a pulse. Outbound: the database, the broker. Threads: the callers', and one for each
/// replay that runs here. Invariant: whatever is killed, the next run knows what the target has, or says what it
/// does not
/// know.
@NullMarked
package dev.sluice.server.replay;

import org.jspecify.annotations.NullMarked;
