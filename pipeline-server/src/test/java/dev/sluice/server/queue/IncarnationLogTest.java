package dev.sluice.server.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.queue.PublishOutcome.Confirmed;
import dev.sluice.server.queue.PublishOutcome.Refused;
import dev.sluice.server.queue.PublishOutcome.Unknown;
import org.junit.jupiter.api.Test;

class IncarnationLogTest {
    private final IncarnationLog log = new IncarnationLog(7, "default");

    @Test
    void growsOneRangeWhileAllGoesWell() {
        for (int i = 0; i < 1_000; i++) {
            log.resolved(log.published(10), 10, new Confirmed());
        }
        IncarnationLog.Marks marks = log.take();
        assertEquals(1, marks.confirmed().size());
        assertArrayEquals(new long[] {0, 10_000}, marks.confirmed().getFirst());
        assertEquals(1_000, marks.confirmedFrames());
        assertEquals(10_000, marks.resolvedUpto());
    }

    @Test
    void resolvesUpToTheOldestFrameWithoutAnOutcome() {
        long first = log.published(5);
        log.resolved(log.published(5), 5, new Confirmed());
        assertEquals(0, log.take().resolvedUpto());
        log.resolved(first, 5, new Confirmed());
        IncarnationLog.Marks marks = log.take();
        assertEquals(10, marks.resolvedUpto());
        assertArrayEquals(new long[] {0, 5}, marks.confirmed().getFirst());
    }

    @Test
    void keepsTheThreeOutcomesApart() {
        log.resolved(log.published(1), 1, new Refused("full"));
        log.resolved(log.published(2), 2, new Unknown("lost"));
        log.resolved(log.published(3), 3, new Confirmed());
        IncarnationLog.Marks marks = log.take();
        assertArrayEquals(new long[] {0, 1}, marks.refused().getFirst());
        assertArrayEquals(new long[] {1, 3}, marks.unknown().getFirst());
        assertArrayEquals(new long[] {3, 6}, marks.confirmed().getFirst());
        assertEquals(3, log.confirmedEvents());
    }

    @Test
    void countsAnOutcomeOnce() {
        long seq = log.published(4);
        log.resolved(seq, 4, new Confirmed());
        log.resolved(seq, 4, new Unknown("late"));
        assertEquals(4, log.confirmedEvents());
        assertTrue(log.take().unknown().isEmpty());
    }

    @Test
    void givesBackWhatCouldNotBeWritten() {
        log.resolved(log.published(4), 4, new Confirmed());
        IncarnationLog.Marks marks = log.take();
        assertFalse(log.changed());
        log.resolved(log.published(4), 4, new Confirmed());
        log.restore(marks);
        assertArrayEquals(new long[] {0, 8}, log.take().confirmed().getFirst());
    }
}
