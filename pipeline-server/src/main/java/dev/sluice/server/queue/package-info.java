/// RabbitMQ and nothing else: connections, topology, publishing with confirms, consuming with manual acks, counts.
/// Inbound: frames. Outbound: outcomes of publishes, deliveries, message counts. Threads: callbacks of the client
// library only
/// complete futures and fill queues; every blocking call is made by the caller's thread.
/// Invariants: a publish ends in exactly one outcome; a delivery is acked only when its caller says so; broker types
// stay here.
@NullMarked
package dev.sluice.server.queue;

import org.jspecify.annotations.NullMarked;
