package dev.sluice.server.replay;

import dev.sluice.model.event.Event;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.Evidence;
import dev.sluice.server.queue.ReplayChannel;
import dev.sluice.server.queue.ReplayChannel.Message;
import dev.sluice.server.queue.ReplayObjects;
import dev.sluice.server.store.EventPosition;
import dev.sluice.server.store.ReplayProgress;
import dev.sluice.server.store.ReplayProgress.Step;
import dev.sluice.server.store.ReplayRecord;
import dev.sluice.server.store.ReplayRecord.Chunk;
import dev.sluice.server.store.StoredEvent;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// To a queue on the broker that is not ours (docs/adr/0020). What is about to be sent is committed first, and that it
/// arrived afterwards; who finds only the first asks the witness which of it arrived.
final class ToQueue implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(ToQueue.class);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);
    private static final Duration FULL_FOR = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMillis(300);

    private final ReplayRecord replay;
    private final UUID worker;
    private final String target;
    private final ReplayProgress progress;
    private final ReplayObjects objects;
    private final BrokerAdmin admin;
    private final ReplayChannel channel;
    private final PipelineMeters meters;
    private final ReplayPace pace;
    private final Wait wait;

    /// @param channel of this run: when it is there, its exchange is bound to the target
    ToQueue(
            ReplayRecord replay,
            UUID worker,
            ReplayProgress progress,
            ReplayObjects objects,
            BrokerAdmin admin,
            ReplayChannel channel,
            PipelineMeters meters,
            ReplayPace pace,
            Wait wait) {
        this.replay = replay;
        this.worker = worker;
        this.target = String.valueOf(replay.queue());
        this.progress = progress;
        this.objects = objects;
        this.admin = admin;
        this.channel = channel;
        this.meters = meters;
        this.pace = pace;
        this.wait = wait;
    }

    @Override
    public boolean recover(EventWalk walk) throws InterruptedException {
        Chunk chunk = replay.chunk();
        if (chunk == null) {
            return fence();
        }
        List<UUID> left = chunk.left();
        if (left != null) {
            Set<UUID> missing = Set.copyOf(left);
            return fence() && progress.left(replay.id(), worker, null, null) && rest(walk, chunk, missing::contains);
        }
        Evidence evidence = admin.evidence(
                target, ReplayObjects.exchanges(replay.id(), replay.fenced(), replay.attempt()), chunk.age());
        LOG.info(
                "Replay {} was interrupted within a part of {}; evidence of what arrived: {}",
                replay.id(),
                chunk.count(),
                evidence);
        if (evidence != Evidence.HOLDS) {
            // first this, then the fence: without the older exchanges the next run would judge otherwise
            long twice = evidence == Evidence.UNKNOWN ? chunk.count() : 0;
            return progress.fence(replay.id(), worker, replay.fenced(), true, twice) && fence();
        }
        if (!fence()) {
            return false;
        }
        Set<UUID> arrived = witnessed();
        meters.passed(Waypoint.REPLAY_WITNESSED);
        return rest(walk, chunk, id -> !arrived.contains(id));
    }

    private boolean fence() {
        objects.fence(replay.id(), replay.fenced(), replay.attempt());
        return progress.fence(replay.id(), worker, replay.attempt(), false, 0);
    }

    /// What the broker had taken before the fence may still be on its last steps.
    private Set<UUID> witnessed() {
        Set<UUID> before = objects.witnessed(replay.id());
        wait.atMost(QUIET);
        Set<UUID> now = objects.witnessed(replay.id());
        while (!now.equals(before) && !wait.closing().getAsBoolean()) {
            before = now;
            wait.atMost(QUIET);
            now = objects.witnessed(replay.id());
        }
        return now;
    }

    private boolean rest(EventWalk walk, Chunk chunk, Predicate<UUID> missing) throws InterruptedException {
        List<Message> messages = walk.upTo(chunk.last()).stream()
                .filter(event -> missing.test(event.position().identity()))
                .map(ToQueue::message)
                .toList();
        return send(messages, chunk.last(), chunk.count());
    }

    @Override
    public boolean deliver(List<StoredEvent> part) throws InterruptedException {
        EventPosition last = part.getLast().position();
        List<Message> messages = part.stream().map(ToQueue::message).toList();
        return progress.begin(replay.id(), worker, last, part.size()) && send(messages, last, part.size());
    }

    private static Message message(StoredEvent stored) {
        byte[] json = stored.asItCame();
        Event event = ReplayedEvent.read(json).orElseThrow();
        return new Message(stored.position().identity(), event.source(), event.id(), json);
    }

    private boolean send(List<Message> messages, EventPosition last, int count) throws InterruptedException {
        List<Message> left = messages;
        while (!left.isEmpty()) {
            ReplayChannel.Sent sent =
                    channel.send(left, CONFIRM_WITHIN, () -> meters.passed(Waypoint.REPLAY_PUBLISHING));
            left = left.stream()
                    .filter(message -> sent.refused().contains(message.identity()))
                    .toList();
            if (!left.isEmpty() && !room(left)) {
                return false;
            }
        }
        meters.passed(Waypoint.REPLAY_PUBLISHED);
        if (!progress.sent(replay.id(), worker, new Step(last, count, 0, pace.perSecond()))) {
            return false;
        }
        channel.forget();
        return true;
    }

    /// Waits a while for a queue that is full.
    ///
    /// @return false when the replay is not run here any more
    private boolean room(List<Message> left) {
        List<UUID> ids = left.stream().map(Message::identity).toList();
        String why = "waits: queue " + target + " takes no more";
        if (!progress.left(replay.id(), worker, ids, why) || wait.closing().getAsBoolean()) {
            return false;
        }
        wait.atMost(FULL_FOR);
        return !wait.closing().getAsBoolean() && progress.left(replay.id(), worker, null, why);
    }

    @Override
    public void close() {
        channel.close();
    }
}
