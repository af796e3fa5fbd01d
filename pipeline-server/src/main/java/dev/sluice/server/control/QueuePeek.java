package dev.sluice.server.control;

import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.queue.PurgePlan.Sample;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.Delivery;
import dev.sluice.server.queue.FrameConsumer;
import dev.sluice.server.queue.QueueTopology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at the head of a queue and gives everything back. The broker marks what was looked at as redelivered.
final class QueuePeek {
    private static final int FRAMES = 5;
    private static final long BYTES = 1 << 20;
    private static final Duration WAIT = Duration.ofMillis(500);

    private final BrokerLink link;
    private final FrameCodec codec;

    QueuePeek(BrokerLink link, FrameCodec codec) {
        this.link = link;
        this.codec = codec;
    }

    /// @param oldest receive time of the first frame, null when none was there
    record Head(List<Sample> samples, @Nullable Instant oldest) {}

    /// @param limit events at most
    Head head(String queue, int limit) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        @Nullable Instant oldest = null;
        try (FrameConsumer consumer = FrameConsumer.open(link, queue, QueueTopology.objectName(queue), FRAMES)) {
            List<Delivery> deliveries = consumer.take(FRAMES, BYTES, WAIT);
            for (Delivery delivery : deliveries) {
                if (codec.decode(delivery.wire()) instanceof DecodedFrame.Whole whole) {
                    oldest = oldest == null || whole.receivedAt().isBefore(oldest) ? whole.receivedAt() : oldest;
                    for (ReadOutcome outcome : whole.events()) {
                        if (samples.size() < limit && outcome instanceof ReadOutcome.Accepted(Event event)) {
                            samples.add(new Sample(event.type(), event.source(), event.id(), event.subject()));
                        }
                    }
                }
            }
            for (Delivery delivery : deliveries) {
                consumer.giveBack(delivery);
            }
        } catch (ConsumerLostException e) {
            // what was taken goes back by itself; what was seen is still true
            return new Head(samples, oldest);
        }
        return new Head(samples, oldest);
    }
}
