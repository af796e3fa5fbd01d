package dev.sluice.server.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.queue.BrokerQueue;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueLimitsTest {
    private final QueueLimits limits = new QueueLimits();
    private final AtomicLong published = new AtomicLong();

    @BeforeEach
    void watch() {
        limits.set(Map.of("q", 1_000L));
        limits.watch("q", published::get);
    }

    @Test
    void isFullWhenWhatWasMeasuredAndPublishedSinceReachesTheLimit() {
        measured(600, 6);
        counted(6);
        publish(300);
        assertEquals(900, limits.bytes("q"));
        assertFalse(limits.full("q"));
        publish(100);
        assertTrue(limits.full("q"));
    }

    @Test
    void isNotFullWhenTheMessagesWereConsumedMeanwhile() {
        measured(900, 9);
        counted(9);
        for (int i = 0; i < 20; i++) {
            publish(100);
        }
        assertTrue(limits.full("q"));
        counted(1);
        assertFalse(limits.full("q"));
    }

    @Test
    void noticesWhatOthersPublishBeforeItIsMeasured() {
        measured(500, 5);
        counted(11);
        assertTrue(limits.full("q"));
    }

    @Test
    void countsWhatCameSinceAnEmptyMeasuringAtTheSizeOfLate() {
        publish(100);
        measured(0, 0);
        counted(12);
        assertEquals(1_200, limits.bytes("q"));
        assertTrue(limits.full("q"));
    }

    @Test
    void countsFramesThatGrewSinceTheMeasuringAtTheirNewSize() {
        measured(20, 2);
        for (int i = 0; i < 40; i++) {
            publish(100);
        }
        counted(12);
        assertTrue(limits.full("q"));
    }

    @Test
    void judgesByCountAloneUntilItIsMeasured() {
        publish(100);
        counted(12);
        assertTrue(limits.full("q"));
        counted(2);
        assertFalse(limits.full("q"));
    }

    @Test
    void letsAQueueWithoutALimitGrow() {
        publish(1_000_000);
        limits.set(Map.of());
        assertFalse(limits.full("q"));
        assertFalse(limits.full("other"));
    }

    private void measured(long bytes, long messages) {
        limits.measured("q", new BrokerQueue(messages, 0, 0, bytes, bytes));
    }

    private void counted(long ready) {
        limits.count(queues -> Map.of("q", ready));
    }

    private void publish(long bytes) {
        published.addAndGet(bytes);
        limits.sent("q", bytes);
    }
}
