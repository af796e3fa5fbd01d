/// Deliveries to rows: decode, store in one transaction, ack after the commit.
/// Inbound: deliveries of the queue room. Outbound: appends to the store room, acks. Threads: three a queue, two for
/// its frames and one for those delivered too often; while ingest is in a rush the second one rests.
/// Invariants: nothing is acked before its outcome is committed (C3); a database that is away makes the loop wait and
/// dead-letters nothing (C7); a paused queue has nothing delivered and nothing half done.
@NullMarked
package dev.sluice.server.consume;

import org.jspecify.annotations.NullMarked;
