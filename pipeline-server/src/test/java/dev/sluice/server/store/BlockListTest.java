package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockListTest {
    @Test
    void tellsBehindWhichTimeOnlyTheFirstOfThemHoldEvents() {
        BlockList newest = new BlockList(true, 10);
        newest.add(3, at(20), at(30));
        newest.add(2, at(5), at(25));
        newest.add(1, at(1), at(10));
        assertEquals(at(10), newest.edge(2));
        assertNull(newest.edge(3));
        assertArrayEquals(new long[] {3, 2}, newest.ids(2));
        BlockList oldest = new BlockList(false, 10);
        oldest.add(1, at(1), at(10));
        oldest.add(2, at(5), at(25));
        assertEquals(at(5), oldest.edge(1));
    }

    @Test
    void keepsWhatReachesIntoAWindow() {
        BlockList list = new BlockList(true, 10);
        list.add(3, at(20), at(30));
        list.add(2, at(5), at(25));
        list.add(1, at(1), at(10));
        assertArrayEquals(new long[] {2, 1}, list.within(window(null, at(20))).ids(9));
        assertArrayEquals(new long[] {3, 2}, list.within(window(at(11), null)).ids(9));
        assertArrayEquals(
                new long[] {3, 2, 1}, list.within(window(at(10), at(21))).ids(9));
    }

    @Test
    void saysWhenThereWereMore() {
        BlockList list = new BlockList(true, 1);
        list.add(2, at(2), at(2));
        assertTrue(list.complete());
        list.add(1, at(1), at(1));
        assertFalse(list.complete());
        assertEquals(1, list.size());
        assertFalse(list.within(window(null, null)).complete());
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }

    private static EventWindow window(@Nullable Instant from, @Nullable Instant to) {
        return new EventWindow(new Condition.All(), from, to);
    }
}
