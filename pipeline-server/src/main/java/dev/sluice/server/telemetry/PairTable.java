package dev.sluice.server.telemetry;

import dev.sluice.server.telemetry.PairCounts.Pair;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ObjLongConsumer;

/// Events by pair, in arrays, because it is asked for each event of the pipeline: a look-up makes no object and reads
/// one place in memory. A pair is known by 64 bits made of its names and of a number drawn when the process started:
/// that two of a full table are taken for one has a chance of one in 10^11, and nobody can choose names that are.
/// Not thread-safe.
final class PairTable {
    private static final long SEED = ThreadLocalRandom.current().nextLong();
    private static final long MULTIPLIER = ThreadLocalRandom.current().nextLong() | 1;
    /// no character, so that a name cannot go over into the next one
    private static final long BETWEEN = 0x1_0000;

    private static final int LEAST = 64;

    private final int maxName;
    /// 0: free
    private long[] keys = new long[LEAST];
    private long[] events = new long[LEAST];
    private Pair[] pairs = new Pair[LEAST];
    private int size;

    /// @param maxName characters of a name that count
    PairTable(int maxName) {
        this.maxName = maxName;
    }

    int size() {
        return size;
    }

    /// @return false when the pair is not there
    boolean addIfPresent(String source, String type, long more) {
        int at = place(key(source, type));
        if (keys[at] == 0) {
            return false;
        }
        events[at] += more;
        return true;
    }

    /// @param pair not there yet
    void insert(Pair pair, long count) {
        if (size * 2 >= keys.length) {
            rebuild(keys.length * 2, 0);
        }
        put(key(pair.source(), pair.type()), pair, count);
    }

    /// Takes from every pair what the middle one has: half of them go.
    void makeRoom() {
        long[] sorted = new long[size];
        int filled = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                sorted[filled++] = events[i];
            }
        }
        Arrays.sort(sorted);
        rebuild(keys.length, sorted[size / 2]);
    }

    void each(ObjLongConsumer<Pair> consumer) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                consumer.accept(pairs[i], events[i]);
            }
        }
    }

    private void rebuild(int capacity, long less) {
        long[] oldKeys = keys;
        long[] oldEvents = events;
        Pair[] oldPairs = pairs;
        keys = new long[capacity];
        events = new long[capacity];
        pairs = new Pair[capacity];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0 && oldEvents[i] > less) {
                put(oldKeys[i], oldPairs[i], oldEvents[i] - less);
            }
        }
    }

    private void put(long key, Pair pair, long count) {
        int at = place(key);
        keys[at] = key;
        pairs[at] = pair;
        events[at] = count;
        size++;
    }

    /// where the key is, or where it would be
    private int place(long key) {
        int mask = keys.length - 1;
        int at = (int) (key ^ key >>> 32) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private long key(String source, String type) {
        long hash = mixed(mixed(SEED, source) * MULTIPLIER ^ BETWEEN, type);
        // what a product leaves alike is in its low bits
        hash ^= hash >>> 29;
        hash *= 0xBF58476D1CE4E5B9L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    private long mixed(long start, String name) {
        long hash = start;
        int length = Math.min(maxName, name.length());
        for (int i = 0; i < length; i++) {
            hash = (hash ^ name.charAt(i)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
