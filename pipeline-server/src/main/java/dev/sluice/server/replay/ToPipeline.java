package dev.sluice.server.replay;

import dev.sluice.model.event.Event;
import dev.sluice.server.control.Fleet;
import dev.sluice.server.frame.FrameEncoder;
import dev.sluice.server.ingest.Routing;
import dev.sluice.server.store.OutboxFrame;
import dev.sluice.server.store.ReplayProgress;
import dev.sluice.server.store.ReplayProgress.Step;
import dev.sluice.server.store.ReplayRecord;
import dev.sluice.server.store.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Into our own pipeline, as new events: a part of them lies in the outbox exactly when the replay's cursor has passed
/// it, since both are one transaction. What waits in the outbox is bounded.
final class ToPipeline implements Delivery {
    private static final int OUTBOX_FRAMES = 400;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final int TOUCH_EVERY = 8;

    private final ReplayRecord replay;
    private final UUID worker;
    private final ReplayProgress progress;
    private final Fleet fleet;
    private final ReplayPace pace;
    private final Wait wait;
    private final FrameEncoder encoder = new FrameEncoder();

    ToPipeline(ReplayRecord replay, UUID worker, ReplayProgress progress, Fleet fleet, ReplayPace pace, Wait wait) {
        this.replay = replay;
        this.worker = worker;
        this.progress = progress;
        this.fleet = fleet;
        this.pace = pace;
        this.wait = wait;
    }

    @Override
    public boolean recover(EventWalk walk) {
        return true;
    }

    @Override
    public boolean deliver(List<StoredEvent> part) {
        Routing routing = fleet.routing();
        SortedMap<String, List<byte[]>> events = new TreeMap<>();
        int sent = 0;
        for (StoredEvent stored : part) {
            Optional<Event> event = ReplayedEvent.of(stored.asItCame(), replay.id());
            if (event.isPresent()) {
                events.computeIfAbsent(routing.queueOf(event.get().type()), _ -> new ArrayList<>())
                        .add(event.get().json());
                sent++;
            }
        }
        if (!room(events)) {
            return false;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        SortedMap<String, List<OutboxFrame>> frames = new TreeMap<>();
        events.forEach((queue, all) -> {
            FrameEncoder.Packed packed = encoder.pack(all);
            frames.put(queue, List.of(new OutboxFrame(now, all.size(), packed.contentEncoding(), packed.body())));
        });
        return progress.put(
                replay.id(),
                worker,
                new Step(part.getLast().position(), sent, part.size() - sent, pace.perSecond()),
                frames);
    }

    /// Waits until the outbox and the queues take more.
    ///
    /// @return false when the replay is not run here any more
    private boolean room(SortedMap<String, List<byte[]>> events) {
        int looks = 0;
        @Nullable String why = full(events);
        while (why != null) {
            if (wait.closing().getAsBoolean()
                    || looks % TOUCH_EVERY == 0 && !progress.touch(replay.id(), worker, "waits: " + why)) {
                return false;
            }
            looks++;
            wait.atMost(LOOK_AGAIN);
            why = full(events);
        }
        return true;
    }

    private @Nullable String full(SortedMap<String, List<byte[]>> events) {
        return events.keySet().stream()
                .map(fleet::closed)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> progress.outbox(OUTBOX_FRAMES) < OUTBOX_FRAMES
                        ? null
                        : OUTBOX_FRAMES + " frames or more lie in the outbox and the broker takes no more");
    }

    @Override
    public void close() {
        encoder.close();
    }
}
