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

    /// @param now what the end of an open range means
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
        Condition.Received range = range(condition, new Condition.Received(clamp(from), clamp(to)));
        this.from = range.from();
        this.to = range.to();
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

    /// The start of the range or of the query's own, or the oldest event kept.
    Instant from() {
        return from != null
                ? from
                : events.oldest().filter(oldest -> oldest.isBefore(to())).orElse(to());
    }

    /// The end of the range or of the query's own, or now.
    Instant to() {
        return to == null ? now : to;
    }

    /// The range, narrowed by what the condition as a whole demands.
    private static Condition.Received range(Condition condition, Condition.Received range) {
        return switch (condition) {
            case Condition.Received(Instant from, Instant to) ->
                new Condition.Received(
                        from == null || range.from() != null && range.from().isAfter(from) ? range.from() : from,
                        to == null || range.to() != null && range.to().isBefore(to) ? range.to() : to);
            case Condition.And(var all) -> {
                Condition.Received narrowed = range;
                for (Condition one : all) {
                    narrowed = range(one, narrowed);
                }
                yield narrowed;
            }
            default -> range;
        };
    }

    private static @Nullable Instant clamp(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        return instant.isBefore(MIN) ? MIN : instant.isAfter(MAX) ? MAX : instant;
    }
}
