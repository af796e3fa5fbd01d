/// The Broker screen: nodes and alarms, every queue and connection of the broker, and acts on queues that are not
/// Sluice's.
///
/// Inbound: `app`. Outbound: `client`, `feed`, `task`, `widget`, `theme`, `access`. Threads: FX thread only; calls run
/// on tasks. Invariant: the broker is asked only while the screen is shown, and nothing is done without a plan.
@NullMarked
package dev.sluice.console.broker;

import org.jspecify.annotations.NullMarked;
