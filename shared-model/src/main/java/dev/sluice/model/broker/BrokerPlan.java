package dev.sluice.model.broker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an act on a foreign queue would do, by the broker's last figures. Nothing of it can be undone.
///
/// @param plan id to execute it by, once
/// @param act [BrokerAct#PURGE] or [BrokerAct#DELETE]
/// @param messages in the queue, null when the broker has not counted them
/// @param ready what a purge removes; what consumers hold comes back if they do not ack it
/// @param unacked what consumers hold
/// @param bytes of the message bodies
/// @param consumers how many are attached
/// @param applications connections that consume, by the names they gave, at most 20
/// @param bindings that lead here
/// @param publishedPerSecond what arrives meanwhile
/// @param notes what to know before it is done, in sentences
/// @param confirm text that has to be typed: the queue's name
/// @param expires after which the plan is refused
public record BrokerPlan(
        String plan,
        String act,
        String vhost,
        String queue,
        @Nullable Long messages,
        @Nullable Long ready,
        @Nullable Long unacked,
        @Nullable Long bytes,
        int consumers,
        List<String> applications,
        int bindings,
        @Nullable Double publishedPerSecond,
        List<String> notes,
        String confirm,
        Instant at,
        Instant expires) {
    public BrokerPlan {
        applications = List.copyOf(applications);
        notes = List.copyOf(notes);
    }
}
