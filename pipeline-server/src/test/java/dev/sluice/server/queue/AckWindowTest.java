package dev.sluice.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AckWindowTest {
    private final AckWindow window = new AckWindow();

    @Test
    void acksAWholePrefixAtOnce() {
        deliver(5);
        assertEquals(new AckWindow.Acks(3, List.of()), window.settled(List.of(1L, 2L, 3L)));
        assertEquals(2, window.size());
    }

    @Test
    void neverCoversAnUnsettledTag() {
        deliver(5);
        assertEquals(new AckWindow.Acks(1, List.of(3L, 4L)), window.settled(List.of(1L, 3L, 4L)));
        assertEquals(new AckWindow.Acks(2, List.of()), window.settled(List.of(2L)));
        assertEquals(new AckWindow.Acks(5, List.of()), window.settled(List.of(5L)));
        assertEquals(0, window.size());
    }

    @Test
    void acksOneByOneWhileTheFirstWaits() {
        deliver(3);
        assertEquals(new AckWindow.Acks(0, List.of(2L, 3L)), window.settled(List.of(2L, 3L)));
    }

    private void deliver(long upTo) {
        LongStream.rangeClosed(1, upTo).forEach(window::delivered);
    }
}
