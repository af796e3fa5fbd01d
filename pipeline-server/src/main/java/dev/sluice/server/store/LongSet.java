package dev.sluice.server.store;

import java.util.Arrays;

/// A bounded set of longs without boxes. Used by one thread.
final class LongSet {
    private static final int FIRST_SLOTS = 128;
    private static final int LARGEST_KEPT = 1_024;

    private final int bound;
    private int limit;
    private long[] slots = new long[FIRST_SLOTS];
    private boolean hasZero;
    private int size;
    private boolean overflowed;

    LongSet(int limit) {
        this.bound = limit;
        this.limit = limit;
    }

    void add(long value) {
        if (value == 0) {
            size += hasZero ? 0 : 1;
            hasZero = true;
            return;
        }
        int mask = slots.length - 1;
        int at = (int) value & mask;
        while (slots[at] != 0) {
            if (slots[at] == value) {
                return;
            }
            at = (at + 1) & mask;
        }
        if (size >= limit) {
            overflowed = true;
            return;
        }
        slots[at] = value;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
    }

    /// Empties the set for another use.
    void clear() {
        if (slots.length > LARGEST_KEPT) {
            slots = new long[FIRST_SLOTS];
        } else {
            Arrays.fill(slots, 0);
        }
        limit = bound;
        hasZero = false;
        size = 0;
        overflowed = false;
    }

    /// Adds a value although the set may be full.
    void force(long value) {
        limit++;
        add(value);
    }

    /// True when a value was left out because the set was full.
    boolean overflowed() {
        return overflowed;
    }

    /// Ascending.
    long[] toArray() {
        long[] values = new long[size];
        copyTo(values, 0);
        Arrays.sort(values);
        return values;
    }

    int size() {
        return size;
    }

    /// Copies all values, in any order.
    void copyTo(long[] values, int from) {
        int at = from;
        if (hasZero) {
            values[at++] = 0;
        }
        for (long slot : slots) {
            if (slot != 0) {
                values[at++] = slot;
            }
        }
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        int mask = slots.length - 1;
        for (long value : old) {
            if (value != 0) {
                int at = (int) value & mask;
                while (slots[at] != 0) {
                    at = (at + 1) & mask;
                }
                slots[at] = value;
            }
        }
    }
}
