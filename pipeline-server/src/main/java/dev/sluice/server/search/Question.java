package dev.sluice.server.search;

import dev.sluice.server.store.Condition;
import dev.sluice.server.store.EventQueries;
import dev.sluice.server.store.EventWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request, read and bounded. Used by one thread.
final class Question {
    /// What the database can compare; nothing is received outside.
    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant MAX = Instant.parse("9999-12-31T00:00:00Z");

    private final EventQueries events;
    private final Instant now;
    private final Condition condition;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final Order order;
    private final long deadlineNanos;

    Question(
            EventQueries events,
            Instant now,
            Condition condition,
            @Nullable Instant from,
            @Nullable Instant to,
            Order order) {
        this.events = events;
        this.now = now;
        this.condition = condition;
        this.from = clamp(from);
        this.to = clamp(to);
        this.order = order;
        this.deadlineNanos = System.nanoTime() + events.timeLimit().toNanos();
    }

    EventWindow window() {
        return new EventWindow(condition, from, to);
    }

    boolean newestFirst() {
        return order == Order.NEWEST_FIRST;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /// The start of the range, or of the query's `last:`, or the oldest event kept.
    Instant from() {
        Instant since = since(condition);
        if (from != null) {
            return since != null && since.isAfter(from) ? since : from;
        }
        return since != null
                ? since
                : events.oldest().filter(oldest -> oldest.isBefore(to())).orElse(to());
    }

    /// The end of the range, or now.
    Instant to() {
        return to == null ? now : to;
    }

    /// What the condition as a whole demands.
    private static @Nullable Instant since(Condition condition) {
        return switch (condition) {
            case Condition.ReceivedSince(Instant at) -> at;
            case Condition.And(var all) ->
                all.stream()
                        .filter(Condition.ReceivedSince.class::isInstance)
                        .map(since -> ((Condition.ReceivedSince) since).at())
                        .max(Instant::compareTo)
                        .orElse(null);
            default -> null;
        };
    }

    private static @Nullable Instant clamp(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        return instant.isBefore(MIN) ? MIN : instant.isAfter(MAX) ? MAX : instant;
    }
}
