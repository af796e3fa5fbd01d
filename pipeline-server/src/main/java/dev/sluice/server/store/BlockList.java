package dev.sluice.server.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Blocks in the order in which a walk meets them: newest first by their last event, oldest first by their first. Used
/// by one thread.
final class BlockList {
    private record Entry(long id, Instant firstAt, Instant lastAt) {}

    private final boolean newestFirst;
    private final int most;
    private final List<Entry> entries = new ArrayList<>();
    private boolean complete = true;

    /// @param most entries that it keeps
    BlockList(boolean newestFirst, int most) {
        this.newestFirst = newestFirst;
        this.most = most;
    }

    void add(long id, Instant firstAt, Instant lastAt) {
        if (entries.size() == most) {
            complete = false;
        } else {
            entries.add(new Entry(id, firstAt, lastAt));
        }
    }

    /// false when there were more than it keeps
    boolean complete() {
        return complete;
    }

    int size() {
        return entries.size();
    }

    /// Those that may hold an event of the window.
    BlockList within(EventWindow window) {
        BlockList some = new BlockList(newestFirst, most);
        some.complete = complete;
        Instant from = window.from();
        Instant to = window.to();
        for (Entry entry : entries) {
            if ((from == null || !entry.lastAt.isBefore(from)) && (to == null || entry.firstAt.isBefore(to))) {
                some.entries.add(entry);
            }
        }
        return some;
    }

    /// @return receive time behind which only the first `take` of them hold an event; null: there are no more of them
    @Nullable
    Instant edge(int take) {
        if (take >= entries.size()) {
            return null;
        }
        Entry next = entries.get(take);
        return newestFirst ? next.lastAt : next.firstAt;
    }

    /// @return numbers of the first `take` of them
    long[] ids(int take) {
        return entries.stream().limit(take).mapToLong(Entry::id).toArray();
    }
}
