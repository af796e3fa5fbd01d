package dev.sluice.server.queue;

import dev.sluice.model.health.HealthState;
import org.jspecify.annotations.Nullable;

/// Something on the broker that is not as it should be.
///
/// @param queue whose objects it touches, null for all; [InboxTopology#QUEUE] for the way in over AMQP
/// @param state RED when a promise is broken or can be, AMBER when less than promised is enforced
/// @param detail what is wrong, and what to do
public record TopologyFault(@Nullable String queue, HealthState state, String detail) {}
