package dev.sluice.server.control;

import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.TypePatterns;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.store.PurgeCut;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says which events a purge takes: what its plan covers, and what its filter lets through. Immutable.
final class FrameFilter {
    private final PurgeCut cut;
    private final @Nullable PurgeFilter filter;
    private final @Nullable Pattern type;
    private final Instant before;

    FrameFilter(PurgeCut cut, @Nullable PurgeFilter filter) {
        this.cut = cut;
        this.filter = filter;
        String pattern = filter == null ? null : filter.type();
        this.type = pattern == null ? null : TypePatterns.compile(pattern);
        this.before = filter == null ? Instant.MAX : cut.at().minus(filter.age());
    }

    boolean takesAll() {
        return filter == null;
    }

    /// false: nothing of the frame goes
    boolean reaches(DecodedFrame.Whole frame) {
        return cut.covers(frame.id(), frame.receivedAt()) && !frame.receivedAt().isAfter(before);
    }

    /// The events that go; with a filter, an element that is no event is none of them.
    List<ReadOutcome> taken(DecodedFrame.Whole frame) {
        return takesAll()
                ? frame.events()
                : frame.events().stream().filter(this::takes).toList();
    }

    boolean takes(ReadOutcome outcome) {
        return filter == null
                || outcome instanceof ReadOutcome.Accepted(Event event)
                        && (type == null || type.matcher(event.type()).matches())
                        && (filter.source() == null || filter.source().equals(event.source()));
    }
}
