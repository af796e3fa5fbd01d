/// Deliveries to rows: decode, store in one transaction, ack after the commit.
/// Inbound: deliveries of the queue room. Outbound: appends to the store room, acks. Threads: one per queue and broker
// object.
/// Invariants: nothing is acked before its outcome is committed (C3); a database that is away makes the loop wait and
/// dead-letters nothing (C7); a paused queue has nothing delivered and nothing half done.
@NullMarked
package dev.sluice.server.consume;

import org.jspecify.annotations.NullMarked;
