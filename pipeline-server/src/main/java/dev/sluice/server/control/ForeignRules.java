package dev.sluice.server.control;

import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.server.queue.BrokerAccount;
import dev.sluice.server.queue.InboxTopology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be done to a queue of the broker, and whether it is still the one a plan was made for.
final class ForeignRules {
    /// messages by which a queue may differ from its plan, and a tenth of them when that is more
    static final long LEAST_TOLERANCE = 100;

    private static final String STREAM = "stream";
    private static final String NO_PAUSE = "Pausing takes the consumers away, and those of this queue are other"
            + " applications, which Sluice cannot stop: stop them, or take away their read permission.";
    private static final String NO_UNDO =
            "Sluice keeps a copy only of what it purges from its own queues: what is" + " removed here is gone.";

    private ForeignRules() {}

    /// @param queue null: any foreign queue
    static List<BrokerAct> acts(BrokerAccount account, @Nullable BrokerQueueState queue) {
        boolean own = queue != null && queue.own();
        return List.of(
                act(BrokerAct.PURGE, mayNotPurge(account, queue), account),
                act(BrokerAct.DELETE, mayNotDelete(account, queue), account),
                new BrokerAct(BrokerAct.PAUSE, false, own ? ownQueue(queue, "pause") : NO_PAUSE),
                new BrokerAct(BrokerAct.UNDO, false, own ? ownQueue(queue, "undo") : NO_UNDO));
    }

    /// All acts refused for one reason.
    static List<BrokerAct> nothing(String why) {
        return List.of(
                new BrokerAct(BrokerAct.PURGE, false, why),
                new BrokerAct(BrokerAct.DELETE, false, why),
                new BrokerAct(BrokerAct.PAUSE, false, NO_PAUSE),
                new BrokerAct(BrokerAct.UNDO, false, NO_UNDO));
    }

    private static BrokerAct act(String act, @Nullable String why, BrokerAccount account) {
        return new BrokerAct(act, why == null, why == null ? account.doubt() : why);
    }

    private static @Nullable String mayNotPurge(BrokerAccount account, @Nullable BrokerQueueState queue) {
        if (queue == null) {
            return account.looksOnly();
        }
        // what was no event is in no ledger and stands among the rejections: its queue is emptied like any other
        if (queue.own() && !queue.name().equals(InboxTopology.REJECTED)) {
            return ownQueue(queue, BrokerAct.PURGE);
        }
        if (queue.type().equals(STREAM)) {
            return "The broker purges no streams: they forget by their retention (x-max-age, x-max-length-bytes).";
        }
        return queue.exclusive() ? exclusive() : account.mayNotPurge(queue.vhost(), queue.name());
    }

    private static @Nullable String mayNotDelete(BrokerAccount account, @Nullable BrokerQueueState queue) {
        if (queue == null) {
            return account.looksOnly();
        }
        if (queue.own()) {
            return ownQueue(queue, BrokerAct.DELETE);
        }
        return queue.exclusive() ? exclusive() : account.mayNotDelete(queue.vhost(), queue.name());
    }

    private static String exclusive() {
        return "The queue is exclusive: only the connection that declared it may, and it goes with that connection.";
    }

    /// Why nothing is done here to a queue of Sluice's, and where it is done.
    static String ownQueue(BrokerQueueState queue, String act) {
        String name = queue.name();
        String pipeline = name.replaceFirst("^sluice\\.", "").replaceFirst("\\.suspect$", "");
        if (name.equals(InboxTopology.QUEUE) || name.equals(InboxTopology.REJECTED)) {
            return name + " is Sluice's way in for AMQP (docs/amqp.md): Sluice declares it and takes from it.";
        }
        return name + " holds frames of Sluice's queue " + pipeline + ", and the ledger counts them: " + act
                + " it as the queue " + pipeline + " (./sluice queues, or the screen Queues).";
    }

    /// @return why a plan does not fit its queue any more, null when it does
    static @Nullable String stale(BrokerPlan plan, BrokerQueueDetail now, Instant at) {
        BrokerQueueState queue = now.queue();
        BrokerQueueState.Depth depth = queue.depth();
        @Nullable Long was = plan.messages();
        if (was != null && depth != null) {
            double seconds = Math.max(0, Duration.between(plan.at(), at).toMillis()) / 1_000.0;
            Double rate = plan.publishedPerSecond();
            long announced = Math.round(2 * seconds * (rate == null ? 0 : rate));
            long tolerance = Math.max(was / 10, LEAST_TOLERANCE);
            if (was - depth.messages() > tolerance || depth.messages() - was > tolerance + announced) {
                return "%d messages were in queue %s when the plan was made, and %d are now"
                        .formatted(was, plan.queue(), depth.messages());
            }
        }
        if (plan.act().equals(BrokerAct.DELETE) && now.consumerCount() > plan.consumers()) {
            return "%d consumers were at queue %s when the plan was made, and %d are now"
                    .formatted(plan.consumers(), plan.queue(), now.consumerCount());
        }
        if (plan.act().equals(BrokerAct.DELETE) && now.bindingCount() > plan.bindings()) {
            return "%d bindings led to queue %s when the plan was made, and %d do now"
                    .formatted(plan.bindings(), plan.queue(), now.bindingCount());
        }
        return null;
    }

    /// What to know before it is done.
    static List<String> notes(String act, BrokerQueueDetail seen, @Nullable String doubt) {
        BrokerQueueState queue = seen.queue();
        BrokerQueueState.Depth depth = queue.depth();
        List<String> notes = new ArrayList<>();
        notes.add(NO_UNDO);
        notes.add("The figures are the broker's samples, up to 5 s old at its defaults.");
        if (depth == null) {
            notes.add("The broker has not counted its messages yet.");
        } else if (act.equals(BrokerAct.PURGE) && depth.unacked() > 0) {
            notes.add(depth.unacked() + " messages are held by consumers and stay: a purge takes only what waits.");
        }
        if (act.equals(BrokerAct.DELETE)) {
            if (seen.consumerCount() > 0) {
                notes.add(seen.consumerCount() + " consumers are cancelled; an application that declares the queue"
                        + " makes it anew.");
            }
            if (seen.bindingCount() > 0) {
                notes.add(seen.bindingCount() + " bindings go with it: what is published to them finds no queue any"
                        + " more.");
            }
        }
        if (queue.name().startsWith("sluice.")) {
            notes.add("It looks like the queue of another Sluice in virtual host " + queue.vhost()
                    + ": its ledger would" + " miss what goes. Do it there.");
        }
        if (doubt != null) {
            notes.add(doubt);
        }
        return notes;
    }
}
