package dev.sluice.server.search;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.EventPosition;
import dev.sluice.server.store.EventQueries;
import dev.sluice.server.store.EventSlice;
import dev.sluice.server.store.EventWindow;
import dev.sluice.server.store.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All events of a query, part by part, as they were committed when it began. Between two parts it holds nothing in
/// the database, so a slow reader is in nobody's way. Used by one thread.
public final class EventExport {
    private static final int PART = 16_384;
    private static final long PART_BYTES = 8L << 20;
    private static final Duration FIRST_SPAN = Duration.ofHours(1);
    private static final Duration LEAST_SPAN = Duration.ofSeconds(1);
    private static final Duration LONGEST_SPAN = Duration.ofDays(36_500);
    private static final Duration QUICK = Duration.ofMillis(500);
    private static final int STEP = 4;

    private final EventQueries events;
    private final EventWindow window;
    private final boolean newestFirst;
    private final Instant from;
    private final Instant to;
    private Duration span = FIRST_SPAN;
    /// where the part to come begins; null: at the open end of the window
    private @Nullable Instant edge;

    private @Nullable EventPosition after;
    /// the last one read, whatever part it was in
    private @Nullable EventPosition last;

    private boolean done;

    /// @param window with its snapshot
    EventExport(EventQueries events, EventWindow window, Question question) {
        this(events, window, question, null);
    }

    /// @param after where to go on, null: from the begin
    EventExport(EventQueries events, EventWindow window, Question question, @Nullable EventPosition after) {
        this.events = events;
        this.window = window;
        this.newestFirst = question.newestFirst();
        this.from = question.from();
        this.to = question.to();
        this.edge = newestFirst ? window.to() : window.from();
        this.after = after;
        this.last = after;
    }

    /// The next events, at most about 8 MiB; empty at the end.
    ///
    /// @throws PipelineException `query-timeout` when a second of receive time took too long; `cursor-expired` when
    ///     events to come were dropped meanwhile; the others of [SearchService]
    public List<byte[]> next() {
        return nextEvents().stream().map(StoredEvent::json).toList();
    }

    /// The same, each with its place in the order.
    public List<StoredEvent> nextEvents() {
        while (!done) {
            Instant far = far();
            long start = System.nanoTime();
            try {
                EventSlice slice = events.part(
                        newestFirst ? window.between(far, edge) : window.between(edge, far),
                        newestFirst,
                        after,
                        PART,
                        PART_BYTES,
                        events.timeLimit());
                SearchService.requireUnbroken(events, newestFirst, last);
                move(slice, far, Duration.ofNanos(System.nanoTime() - start));
                if (!slice.events().isEmpty()) {
                    last = slice.events().getLast().position();
                    return slice.events();
                }
            } catch (PipelineException e) {
                if (e.code() != ErrorCode.QUERY_TIMEOUT || span.compareTo(LEAST_SPAN) <= 0) {
                    throw e;
                }
                span = span.dividedBy(STEP);
            }
        }
        return List.of();
    }

    /// The end of the part, null for the open end of the window.
    private @Nullable Instant far() {
        Instant begin = after != null ? after.receivedAt() : edge != null ? edge : newestFirst ? to : from;
        if (newestFirst) {
            Instant far = begin.minus(span);
            return far.isAfter(from) ? far : window.from();
        }
        Instant far = begin.plus(span);
        return far.isBefore(to) ? far : window.to();
    }

    private void move(EventSlice slice, @Nullable Instant far, Duration took) {
        if (slice.more()) {
            after = slice.events().getLast().position();
            return;
        }
        done = far == null || far.equals(newestFirst ? window.from() : window.to());
        edge = far;
        after = null;
        if (took.compareTo(QUICK) < 0 && span.compareTo(LONGEST_SPAN) < 0) {
            span = span.multipliedBy(STEP);
        }
    }
}
