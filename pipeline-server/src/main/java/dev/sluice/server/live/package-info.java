/// The live side: one sampler that takes the pipeline's pulse each second, and a hub that tells every subscriber.
///
/// Inbound: the sampler's suppliers (meters, queues, ledger, health), acts of operators, subscribers from `http`.
/// Outbound: encoded updates to each subscriber's [LiveLink]; the telemetry history.
/// Threads: the sampler has one; every subscriber has a virtual thread of its own, so a slow reader delays nobody.
/// Invariants: every buffer is bounded; what a subscriber missed is counted and said in a `gap` update.
@NullMarked
package dev.sluice.server.live;

import org.jspecify.annotations.NullMarked;
