package dev.sluice.server.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Chooses exactly so many of a known number of items, at random and none for two things, while they come one by one
/// (selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S).
final class Planting {
    static final int NONE = -1;

    private final RandomGenerator random;
    private final long[] left;
    private long items;

    /// @param items that will come
    /// @param counts how many of them are chosen for each thing
    Planting(RandomGenerator random, long items, long... counts) {
        if (Arrays.stream(counts).sum() > items) {
            throw new IllegalArgumentException(
                    "of " + items + " items, " + Arrays.toString(counts) + " cannot be chosen");
        }
        this.random = random;
        this.items = items;
        this.left = counts.clone();
    }

    /// For the item that comes now.
    ///
    /// @return which thing it is chosen for, or [#NONE]
    int next() {
        long place = random.nextLong(items--);
        for (int thing = 0; thing < left.length; thing++) {
            if (place < left[thing]) {
                left[thing]--;
                return thing;
            }
            place -= left[thing];
        }
        return NONE;
    }
}
