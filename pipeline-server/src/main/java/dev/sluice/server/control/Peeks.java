package dev.sluice.server.control;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.queue.PeekPage;
import dev.sluice.model.queue.PeekPage.Item;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.Delivery;
import dev.sluice.server.queue.FrameConsumer;
import dev.sluice.server.queue.QueueTopology;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Shows the head of queues. A look costs each frame it sees one of its deliveries, of which a quorum queue allows
/// a thousand; so one copy serves everybody for a minute, and half of the thousand is never touched. Thread-safe.
public final class Peeks {
    /// events of a page at most
    public static final int PAGE = 100;

    private static final int FRAMES = 20;
    private static final long BYTES = 1 << 20;
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int MOST_RETURNS = 500;

    private final BrokerLink link;
    private final FrameCodec codec;
    private final ControlService queues;
    private final Duration fresh;
    private final InstantSource clock;
    private final Waypoints waypoints;
    private final Map<String, PeekPage> copies = new ConcurrentHashMap<>();
    private final ReentrantLock looking = new ReentrantLock();

    /// @param fresh how long a copy answers
    public Peeks(
            BrokerLink link,
            FrameCodec codec,
            ControlService queues,
            Duration fresh,
            InstantSource clock,
            Waypoints waypoints) {
        this.link = link;
        this.codec = codec;
        this.queues = queues;
        this.fresh = fresh;
        this.clock = clock;
        this.waypoints = waypoints;
    }

    /// @param limit events, at most [#PAGE]
    /// @throws PipelineException `peek-refused` when frames were delivered too often already; `not-found`,
    ///     `broker-unavailable`
    public PeekPage peek(String queue, int limit) {
        QueueState state = queues.queue(queue);
        looking.lock();
        try {
            Instant now = clock.instant();
            PeekPage copy = copies.get(queue);
            if (copy == null || !copy.freshAt().isAfter(now)) {
                copies.values().removeIf(old -> !old.freshAt().isAfter(now));
                copy = look(state);
                copies.put(queue, copy);
            }
            return new PeekPage(
                    queue,
                    copy.items().subList(0, Math.min(limit, copy.items().size())),
                    copy.at(),
                    copy.freshAt(),
                    copy.frames(),
                    copy.note());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping.", e);
        } finally {
            looking.unlock();
        }
    }

    private PeekPage look(QueueState state) throws InterruptedException {
        List<Item> items = new ArrayList<>();
        List<Delivery> deliveries = List.of();
        Instant now = clock.instant();
        try (FrameConsumer consumer =
                FrameConsumer.open(link, state.name(), QueueTopology.objectName(state.name()), FRAMES)) {
            deliveries = taken(consumer);
            waypoints.passed(Waypoint.PEEK_TAKEN);
            consumer.cancel();
            for (Delivery delivery : deliveries) {
                read(delivery, items);
            }
            if (!deliveries.isEmpty()) {
                consumer.giveBackUpTo(deliveries.getLast());
            }
            waypoints.passed(Waypoint.PEEK_GIVEN_BACK);
        } catch (ConsumerLostException e) {
            // what was taken goes back by itself; what was seen is still true
        }
        long most = deliveries.stream().mapToLong(Delivery::returns).max().orElse(0);
        if (most >= MOST_RETURNS) {
            throw new PipelineException(
                    ErrorCode.PEEK_REFUSED,
                    "A frame at the head of queue " + state.name() + " was delivered and returned " + most
                            + " times; looking stops at " + MOST_RETURNS + " of the 1000 that the broker allows."
                            + " Resume the queue to store it.");
        }
        return new PeekPage(state.name(), items, now, now.plus(fresh), deliveries.size(), note(state, deliveries));
    }

    /// Deliveries come one by one: a page is there when nothing more comes for a moment.
    private static List<Delivery> taken(FrameConsumer consumer) throws ConsumerLostException, InterruptedException {
        List<Delivery> taken = new ArrayList<>(consumer.take(FRAMES, BYTES, WAIT));
        boolean more = !taken.isEmpty();
        while (more && taken.size() < FRAMES) {
            List<Delivery> next = consumer.take(FRAMES - taken.size(), BYTES, WAIT.dividedBy(10));
            taken.addAll(next);
            more = !next.isEmpty();
        }
        return taken;
    }

    private void read(Delivery delivery, List<Item> items) {
        switch (codec.decode(delivery.wire())) {
            case DecodedFrame.Whole whole -> {
                String frame = whole.id().incarnation() + ":" + whole.id().seq();
                for (ReadOutcome outcome : whole.events()) {
                    if (items.size() < PAGE) {
                        items.add(item(outcome, frame, whole.receivedAt(), delivery.returns()));
                    }
                }
            }
            case DecodedFrame.Junk(String detail) -> {
                if (items.size() < PAGE) {
                    items.add(new Item(null, null, null, delivery.returns(), detail));
                }
            }
        }
    }

    private static Item item(ReadOutcome outcome, String frame, Instant receivedAt, long returns) {
        return switch (outcome) {
            case ReadOutcome.Accepted(Event event) ->
                new Item(new String(event.json(), StandardCharsets.UTF_8), frame, receivedAt, returns, null);
            case ReadOutcome.Refused no -> new Item(null, frame, receivedAt, returns, no.detail());
        };
    }

    private static @Nullable String note(QueueState state, List<Delivery> seen) {
        if (state.pause() == null) {
            return "The queue is being stored from: its consumers take frames first, so this is what they left."
                    + " Pause it to look at rest.";
        }
        return seen.isEmpty() && state.depth().events() > 0
                ? "Events wait, but none was delivered: they are held by a consumer that still settles, or lie in the"
                        + " outbox."
                : null;
    }
}
