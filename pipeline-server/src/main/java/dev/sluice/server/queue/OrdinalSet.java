package dev.sluice.server.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A set of event ordinals kept as ranges `[lo, hi)` that grow together. Not thread-safe.
final class OrdinalSet {
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    void add(long lo, long hi) {
        Map.Entry<Long, Long> before = ranges.floorEntry(lo);
        if (before != null && before.getValue() >= lo) {
            lo = before.getKey();
            hi = Math.max(hi, before.getValue());
        }
        Map.Entry<Long, Long> after = ranges.ceilingEntry(lo);
        while (after != null && after.getKey() <= hi) {
            hi = Math.max(hi, after.getValue());
            ranges.remove(after.getKey());
            after = ranges.ceilingEntry(lo);
        }
        ranges.put(lo, hi);
    }

    /// pairs of lo and hi, in order
    List<long[]> ranges() {
        List<long[]> list = new ArrayList<>(ranges.size());
        ranges.forEach((lo, hi) -> list.add(new long[] {lo, hi}));
        return list;
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    void clear() {
        ranges.clear();
    }
}
