/// What operators do: see queues, pause, resume, purge. Every act is an audit record.
/// Inbound: the HTTP routes. Outbound: the consumers of this instance, the broker, the control tables. Threads: the
// callers',
/// one ticker that keeps this instance in step with the fleet, and one per running purge.
@NullMarked
package dev.sluice.server.control;

import org.jspecify.annotations.NullMarked;
