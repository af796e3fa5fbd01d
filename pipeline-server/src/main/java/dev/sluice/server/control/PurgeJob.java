package dev.sluice.server.control;

import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.control.QueueWalk.Walked;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameEncoder;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.frame.WireFrame;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.OutboxFrame;
import dev.sluice.server.store.PurgeRecord;
import dev.sluice.server.store.PurgeStore;
import dev.sluice.server.store.PurgeStore.Order;
import dev.sluice.server.store.SnapshotStore;
import dev.sluice.server.store.TakenFrame;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Takes the frames of a plan off the broker: outcome, snapshot and what of a frame stays are committed together, then
/// the frame is acked. Whoever takes over after a crash finds frames with an outcome and acks them (docs/adr/0015).
final class PurgeJob {
    private static final long WAITING_BYTES = 16L << 20;
    private static final int MAX_PREFETCH = 500;
    private static final int MIN_PREFETCH = 16;
    /// So many messages in a row that came after the plan are the tail, whatever an earlier run gave back.
    private static final int TAIL = 20_000;

    private final BrokerLink link;
    private final FrameCodec codec;
    private final PurgeStore purges;
    private final SnapshotStore snapshots;
    private final LedgerStore ledger;
    private final PipelineMeters meters;

    PurgeJob(
            BrokerLink link,
            FrameCodec codec,
            PurgeStore purges,
            SnapshotStore snapshots,
            LedgerStore ledger,
            PipelineMeters meters) {
        this.link = link;
        this.codec = codec;
        this.purges = purges;
        this.snapshots = snapshots;
        this.ledger = ledger;
        this.meters = meters;
    }

    /// How a run of a purge ended.
    enum End {
        DONE,
        /// an operator stopped it
        STOPPED,
        /// a purge by filter met a queue that is not paused any more
        RESUMED,
        /// another run goes on with it
        LEFT
    }

    /// A purge that was being stopped when its server died takes nothing more: what it had taken is acked, and stands
    /// at the queue's head, where the broker puts what comes back.
    ///
    /// @param paused true while the queue is
    /// @param closing true when this instance stops
    End run(PurgeRecord purge, UUID runner, BooleanSupplier paused, BooleanSupplier closing)
            throws ConsumerLostException, InterruptedException {
        FrameFilter filter = new FrameFilter(purge.cut(), purge.plan().filter());
        try (QueueWalk walk = new QueueWalk(
                        link,
                        purge.queue(),
                        prefetch(purge.plan().bytes(), purge.plan().messages()));
                FrameEncoder encoder = new FrameEncoder()) {
            int passed = 0;
            while (!closing.getAsBoolean()) {
                if (!filter.takesAll() && !paused.getAsBoolean()) {
                    return End.RESUMED;
                }
                List<Walked> next = walk.next();
                if (next.isEmpty()) {
                    return purge.stopping() ? End.STOPPED : End.DONE;
                }
                List<Walked> going = new ArrayList<>();
                List<TakenFrame> taken = new ArrayList<>();
                select(purge, next, filter, encoder, going, taken);
                if (purge.stopping() && going.isEmpty()) {
                    return End.STOPPED;
                }
                passed = going.isEmpty() ? passed + next.size() : 0;
                Order order = going.isEmpty() ? purges.beat(purge.id(), runner) : take(purge, runner, going, taken);
                if (order == Order.LEAVE) {
                    return End.LEFT;
                }
                if (order == Order.STOP && !purge.stopping()) {
                    return End.STOPPED;
                }
                if (filter.takesAll() && passed > 0 && (passed > TAIL || left(purge) == 0)) {
                    return End.DONE;
                }
            }
            return End.LEFT;
        }
    }

    private void select(
            PurgeRecord purge,
            List<Walked> next,
            FrameFilter filter,
            FrameEncoder encoder,
            List<Walked> going,
            List<TakenFrame> taken) {
        for (Walked walked : next) {
            TakenFrame frame = taken(walked, filter, encoder, purge.undoUntil() != null);
            if (frame == null) {
                walked.pass();
            } else {
                going.add(walked);
                taken.add(frame);
            }
        }
        if (purge.stopping() && !taken.isEmpty()) {
            Set<FrameId> before = snapshots.taken(
                    purge.id(), taken.stream().map(TakenFrame::id).toList());
            for (int i = taken.size() - 1; i >= 0; i--) {
                if (!before.contains(taken.get(i).id())) {
                    going.remove(i).pass();
                    taken.remove(i);
                }
            }
        }
    }

    /// Mostly what fits into some memory at the queue's mean; unknown sizes are taken for large.
    static int prefetch(long bytes, long messages) {
        long mean = messages == 0 || bytes == 0 ? WAITING_BYTES / 200 : Math.max(1, bytes / messages);
        return Math.clamp(WAITING_BYTES / mean, MIN_PREFETCH, MAX_PREFETCH);
    }

    private Order take(PurgeRecord purge, UUID runner, List<Walked> going, List<TakenFrame> taken)
            throws ConsumerLostException {
        meters.passed(Waypoint.PURGE_READ);
        Order order = snapshots.take(purge.id(), runner, purge.queue(), taken);
        if (order == Order.LEAVE) {
            return order;
        }
        meters.passed(Waypoint.PURGE_COMMITTED);
        for (Walked walked : going) {
            walked.ack();
        }
        meters.passed(Waypoint.PURGE_ACKED);
        return order;
    }

    private long left(PurgeRecord purge) {
        return ledger.unsettled(purge.mark()).getOrDefault(purge.queue(), 0L);
    }

    private @Nullable TakenFrame taken(Walked walked, FrameFilter filter, FrameEncoder encoder, boolean keep) {
        WireFrame wire = walked.delivery().wire();
        if (!(codec.decode(wire) instanceof DecodedFrame.Whole frame) || !filter.reaches(frame)) {
            return null;
        }
        int all = frame.events().size();
        List<ReadOutcome> going = filter.taken(frame);
        if (going.isEmpty()) {
            return null;
        }
        if (going.size() == all) {
            OutboxFrame kept = new OutboxFrame(frame.receivedAt(), all, wire.contentEncoding(), wire.body());
            return new TakenFrame(frame.id(), frame.receivedAt(), all, all, keep ? kept : null, null);
        }
        List<ReadOutcome> rest =
                frame.events().stream().filter(event -> !filter.takes(event)).toList();
        return new TakenFrame(
                frame.id(),
                frame.receivedAt(),
                all,
                going.size(),
                keep ? packed(frame.receivedAt(), going, encoder) : null,
                packed(frame.receivedAt(), rest, encoder));
    }

    private static OutboxFrame packed(Instant receivedAt, List<ReadOutcome> events, FrameEncoder encoder) {
        FrameEncoder.Packed packed = encoder.pack(events.stream()
                .map(event -> switch (event) {
                    case ReadOutcome.Accepted(Event accepted) -> accepted.json();
                    case ReadOutcome.Refused refused -> refused.json();
                })
                .toList());
        return new OutboxFrame(receivedAt, events.size(), packed.contentEncoding(), packed.body());
    }
}
