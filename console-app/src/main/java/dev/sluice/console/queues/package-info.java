/// The Queues screen: what waits where, and pause, resume and purge with safe hands.
///
/// Inbound: `app`. Outbound: `client` (acts), `feed` (state), `task`, `widget`, `theme`. Threads: FX thread; acts
/// run as
/// tasks. Invariants: figures come from the feed only; nothing is purged but by a plan that was shown.
@NullMarked
package dev.sluice.console.queues;

import org.jspecify.annotations.NullMarked;
