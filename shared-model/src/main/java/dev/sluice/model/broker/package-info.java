/// What the broker's management API tells: nodes, all queues, connections; and acts on queues that are not Sluice's.
@NullMarked
package dev.sluice.model.broker;

import org.jspecify.annotations.NullMarked;
