package dev.sluice.server.ingest;

import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.InboxConsumer;
import dev.sluice.server.queue.InboxMessage;
import dev.sluice.server.queue.PublishOutcome;
import dev.sluice.server.queue.RejectedMessage;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The messages of one life of the inbox's consumer, round by round: take what came, read it, hand the events of each
/// queue to its lane, keep what is no event, ack what was confirmed. What a queue does not take at the moment stays
/// here, unacked, and is tried again after a growing wait, so that no message is sent back and forth; other queues'
/// events pass it. Belongs to the inbox's thread.
final class InboxRun {
    private static final Duration TAKE_WAIT = Duration.ofMillis(250);

    private final InboxConsumer consumer;
    private final int capacity;
    private final InboxReader reader;
    private final Lanes lanes;
    private final Supplier<Routing> routing;
    private final Duration deadline;
    private final InboxRefusals refusals;
    private final PipelineMeters meters;

    private final List<Waiting> waiting = new ArrayList<>();
    private final List<NoEvent> refused = new ArrayList<>();
    private final Map<String, Retry> retries = new HashMap<>();

    private record Waiting(long tag, Event event) {}

    private record NoEvent(InboxMessage message, ReadOutcome.Refused why) {
        RejectedMessage rejected() {
            return new RejectedMessage(message, why.code().code(), why.pointer(), why.detail());
        }
    }

    /// Events of one queue that travel in one frame.
    private record Sent(String queue, List<Waiting> part, Lane.Share share) {}

    /// @param atNanos not before, in terms of [System#nanoTime]
    private record Retry(Backoff backoff, long atNanos, String why) {}

    /// @param capacity most messages to hold
    InboxRun(
            InboxConsumer consumer,
            int capacity,
            InboxReader reader,
            Lanes lanes,
            Supplier<Routing> routing,
            Duration deadline,
            InboxRefusals refusals,
            PipelineMeters meters) {
        this.consumer = consumer;
        this.capacity = capacity;
        this.reader = reader;
        this.lanes = lanes;
        this.routing = routing;
        this.deadline = deadline;
        this.refusals = refusals;
        this.meters = meters;
    }

    /// One round; returns at the latest after the deadline of a publish.
    void round() throws ConsumerLostException, InterruptedException {
        consumer.requireAlive();
        // half the prefetch at a time: while its confirms are awaited, the other half is on its way here
        int room = Math.min(capacity / 2, room());
        if (room > 0) {
            boolean idle = waiting.isEmpty() && refused.isEmpty();
            consumer.take(room, idle ? TAKE_WAIT : untilRetry()).forEach(this::receive);
        }
        keepRefused();
        settle(submit());
    }

    /// how long to wait before the next round, which could neither take nor try anything sooner
    Duration pause() {
        return room() > 0 ? Duration.ZERO : untilRetry();
    }

    private int room() {
        return capacity - waiting.size() - refused.size();
    }

    private Duration untilRetry() {
        long now = System.nanoTime();
        long least = retries.values().stream()
                .mapToLong(retry -> retry.atNanos() - now)
                .min()
                .orElse(0);
        return Duration.ofNanos(Math.clamp(least, 0, TAKE_WAIT.toNanos()));
    }

    /// why events wait here, null when none does
    @Nullable
    String trouble() {
        return retries.values().stream().map(Retry::why).findFirst().orElse(null);
    }

    private void receive(InboxMessage message) {
        meters.inbox(PipelineMeters.Inbox.RECEIVED, 1);
        meters.inbox(PipelineMeters.Inbox.REDELIVERED, message.redelivered() ? 1 : 0);
        switch (reader.read(message)) {
            case ReadOutcome.Accepted(Event event) -> waiting.add(new Waiting(message.tag(), event));
            case ReadOutcome.Refused no -> {
                meters.rejected(no.code(), 1);
                refused.add(new NoEvent(message, no));
            }
        }
    }

    private void keepRefused() throws ConsumerLostException, InterruptedException {
        if (refused.isEmpty() || !due("")) {
            return;
        }
        if (!consumer.keep(refused.stream().map(NoEvent::rejected).toList(), deadline)) {
            later("", "the queue of rejected messages is full or gone; look through it and empty it");
            return;
        }
        // only now: what waits here may be delivered again, and would be told of again
        refused.forEach(r -> refusals.kept(r.message(), r.why()));
        consumer.ack(refused.stream().map(r -> r.message().tag()).toList());
        meters.inbox(PipelineMeters.Inbox.KEPT, refused.size());
        refused.clear();
        retries.remove("");
    }

    private List<Sent> submit() {
        Routing present = routing.get();
        Map<String, List<Waiting>> byQueue = new LinkedHashMap<>();
        for (Waiting one : waiting) {
            byQueue.computeIfAbsent(present.queueOf(one.event().type()), _ -> new ArrayList<>())
                    .add(one);
        }
        retries.keySet().removeIf(queue -> !queue.isEmpty() && !byQueue.containsKey(queue));
        List<Sent> sent = new ArrayList<>();
        byQueue.forEach((queue, part) -> {
            if (!due(queue)) {
                return;
            }
            try {
                int from = 0;
                for (Lane.Share share : lanes.laneUnlessHeld(queue)
                        .submit(part.stream().map(Waiting::event).toList())) {
                    sent.add(new Sent(queue, part.subList(from, from + share.events()), share));
                    from += share.events();
                }
            } catch (PipelineException e) {
                later(queue, String.valueOf(e.getMessage()));
            }
        });
        return sent;
    }

    private void settle(List<Sent> sent) throws ConsumerLostException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Set<Long> confirmed = new HashSet<>();
        for (Sent one : sent) {
            switch (outcome(one.share(), end)) {
                case PublishOutcome.Confirmed _ -> {
                    one.part().forEach(event -> confirmed.add(event.tag()));
                    retries.remove(one.queue());
                }
                case PublishOutcome.Refused no -> later(one.queue(), no.reason());
                case PublishOutcome.Unknown(String reason) -> later(one.queue(), reason);
            }
        }
        if (!confirmed.isEmpty()) {
            consumer.ack(confirmed);
            meters.inbox(PipelineMeters.Inbox.TAKEN, confirmed.size());
            waiting.removeIf(one -> confirmed.contains(one.tag()));
        }
    }

    private static PublishOutcome outcome(Lane.Share share, long end) throws InterruptedException {
        try {
            return share.outcome().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new PublishOutcome.Unknown("the broker did not confirm in time");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome never fails", e);
        }
    }

    private boolean due(String queue) {
        Retry retry = retries.get(queue);
        return retry == null || retry.atNanos() - System.nanoTime() <= 0;
    }

    private void later(String queue, String why) {
        Retry before = retries.get(queue);
        if (before != null && before.atNanos() - System.nanoTime() > 0) {
            return;
        }
        Backoff backoff = before == null ? new Backoff() : before.backoff();
        retries.put(queue, new Retry(backoff, System.nanoTime() + backoff.next().toNanos(), why));
    }
}
