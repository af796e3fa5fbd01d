package dev.sluice.server.replay;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.search.EventExport;
import dev.sluice.server.search.Order;
import dev.sluice.server.search.Pin;
import dev.sluice.server.search.SearchRequest;
import dev.sluice.server.search.SearchService;
import dev.sluice.server.store.EventPosition;
import dev.sluice.server.store.ReplayRecord;
import dev.sluice.server.store.StoredEvent;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Goes through the events of a replay from its cursor on, oldest first; holds some 8 MiB of them at most. Used by one
/// thread.
final class EventWalk {
    /// new events are somewhat longer, and a frame takes 1 MiB
    private static final int PART_BYTES = 768 << 10;

    private final EventExport events;
    private final Deque<StoredEvent> read = new ArrayDeque<>();
    private boolean ended;

    EventWalk(SearchService search, ReplayRecord replay) {
        events = search.walk(request(replay), new Pin(replay.snapshot(), replay.pinnedAt()), replay.cursor());
    }

    static SearchRequest request(ReplayRecord replay) {
        return new SearchRequest(
                replay.query(), replay.from(), replay.to(), 1, null, Order.OLDEST_FIRST, ZoneId.of(replay.zone()));
    }

    /// The next ones.
    ///
    /// @return empty at the end
    /// @throws PipelineException those of [EventExport#nextEvents]
    List<StoredEvent> next(int most) {
        List<StoredEvent> part = new ArrayList<>();
        long bytes = 0;
        while (part.size() < most && fill()) {
            bytes += read.getFirst().json().length;
            if (bytes > PART_BYTES && !part.isEmpty()) {
                return part;
            }
            part.add(read.removeFirst());
        }
        return part;
    }

    /// The next ones up to a place in the order.
    List<StoredEvent> upTo(EventPosition last) {
        List<StoredEvent> part = new ArrayList<>();
        while (fill() && read.getFirst().position().compareTo(last) <= 0) {
            part.add(read.removeFirst());
        }
        return part;
    }

    private boolean fill() {
        if (read.isEmpty() && !ended) {
            read.addAll(events.nextEvents());
            ended = read.isEmpty();
        }
        return !read.isEmpty();
    }
}
