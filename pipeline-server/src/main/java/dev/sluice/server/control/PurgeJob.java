package dev.sluice.server.control;

import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.Delivery;
import dev.sluice.server.queue.FrameConsumer;
import dev.sluice.server.queue.QueueTopology;
import dev.sluice.server.store.FrameOutcome;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.PurgedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Takes the frames of a plan off the broker: the outcome "purged by this plan" is committed under each frame's id,
/// then the frame is acked. A crash in between leaves frames that a consumer later settles by ack alone.
final class PurgeJob {
    private static final int PREFETCH = 200;
    private static final long TAKE_BYTES = 8L << 20;
    /// A broker with more to deliver does so within this.
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final BrokerLink link;
    private final FrameCodec codec;
    private final FrameStore store;

    PurgeJob(BrokerLink link, FrameCodec codec, FrameStore store) {
        this.link = link;
        this.codec = codec;
        this.store = store;
    }

    /// @param cut only frames received before it go
    /// @param progress told the events purged so far
    /// @param stop asked between batches
    /// @return events purged
    long run(String plan, String queue, Instant cut, LongConsumer progress, BooleanSupplier stop)
            throws ConsumerLostException, InterruptedException {
        long purged = 0;
        try (FrameConsumer consumer = FrameConsumer.open(link, queue, QueueTopology.objectName(queue), PREFETCH)) {
            List<Delivery> kept = new ArrayList<>();
            boolean more = true;
            while (more && !stop.getAsBoolean()) {
                List<Delivery> going = new ArrayList<>();
                List<PurgedFrame> frames = new ArrayList<>();
                for (Delivery delivery : consumer.take(PREFETCH, TAKE_BYTES, QUIET)) {
                    if (codec.decode(delivery.wire()) instanceof DecodedFrame.Whole whole
                            && !whole.receivedAt().isAfter(cut)) {
                        going.add(delivery);
                        frames.add(new PurgedFrame(
                                whole.id(), queue, whole.events().size()));
                    } else {
                        kept.add(delivery);
                    }
                }
                more = !going.isEmpty();
                if (more) {
                    for (FrameOutcome outcome : store.purge(plan, frames)) {
                        purged += outcome.purged();
                    }
                    for (Delivery delivery : going) {
                        consumer.ack(delivery);
                    }
                    progress.accept(purged);
                }
            }
            for (Delivery delivery : kept) {
                consumer.giveBack(delivery);
            }
            return purged;
        }
    }
}
