package dev.sluice.console.feed;

import dev.sluice.model.queue.QueueState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How each queue went in the last quarter of an hour, as far as this console has seen it. FX thread only.
public final class QueueHistory {
    private static final int MOST = 900;

    private final Map<String, Deque<Point>> byName = new HashMap<>();

    void add(Instant at, Collection<QueueState> queues) {
        for (QueueState queue : queues) {
            Deque<Point> points = byName.computeIfAbsent(queue.name(), name -> new ArrayDeque<>());
            points.addLast(new Point(
                    at.toEpochMilli(),
                    queue.depth().events(),
                    queue.rates().accepted(),
                    queue.rates().stored()));
            while (points.size() > MOST) {
                points.removeFirst();
            }
        }
        byName.keySet().removeIf(name -> queues.stream()
                .noneMatch(queue -> queue.name().equals(name)));
    }

    /// Oldest first; empty for a queue that is not known.
    public Columns of(String name) {
        Collection<Point> points = byName.getOrDefault(name, new ArrayDeque<>());
        return new Columns(
                points.stream().mapToLong(Point::at).toArray(),
                column(points, Point::depth),
                column(points, Point::accepted),
                column(points, Point::stored));
    }

    private static double[] column(Collection<Point> points, ToDoubleFunction<Point> figure) {
        return points.stream().mapToDouble(figure).toArray();
    }

    /// @param at epoch milliseconds
    /// @param depth events that waited
    /// @param accepted,stored events a second
    public record Columns(long[] at, double[] depth, double[] accepted, double[] stored) {}

    private record Point(long at, double depth, double accepted, double stored) {}
}
