package dev.sluice.server.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Turns settled delivery tags into the fewest acks: one for all that lies before the first unsettled tag, single ones
/// after it. An ack never covers an unsettled tag. Not thread-safe.
final class AckWindow {
    private final TreeSet<Long> open = new TreeSet<>();

    /// @param upTo ack this tag and all before it; 0 for none
    /// @param singles ack each of these alone
    record Acks(long upTo, List<Long> singles) {}

    void delivered(long tag) {
        open.add(tag);
    }

    /// @param tags delivered before and settled now
    Acks settled(Collection<Long> tags) {
        tags.forEach(open::remove);
        long firstOpen = open.isEmpty() ? Long.MAX_VALUE : open.first();
        long upTo = 0;
        List<Long> singles = new ArrayList<>();
        for (long tag : tags) {
            if (tag < firstOpen) {
                upTo = Math.max(upTo, tag);
            } else {
                singles.add(tag);
            }
        }
        return new Acks(upTo, singles);
    }

    /// delivered and not settled
    int size() {
        return open.size();
    }
}
