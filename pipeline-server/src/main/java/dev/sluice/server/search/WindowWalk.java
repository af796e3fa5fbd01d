package dev.sluice.server.search;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.time.Duration;
import java.time.Instant;

/// Goes over a range of receive time in pieces that grow, until it is done or the time is up. What the pieces gave
/// until then is an answer with a known edge.
final class WindowWalk {
    private static final Duration FIRST_PIECE = Duration.ofMinutes(1);
    private static final int GROWTH = 4;
    private static final Duration MIN_LEFT = Duration.ofMillis(50);

    private final Instant from;
    private final Instant to;
    private final boolean newestFirst;
    private final long deadlineNanos;

    @FunctionalInterface
    interface Piece {
        /// @param left time left for it
        /// @return false to stop
        boolean look(Instant from, Instant to, Duration left);
    }

    /// @param deadlineNanos by [System#nanoTime()]
    WindowWalk(Instant from, Instant to, boolean newestFirst, long deadlineNanos) {
        this.from = from;
        this.to = to;
        this.newestFirst = newestFirst;
        this.deadlineNanos = deadlineNanos;
    }

    /// @return the edge: everything on the walk's side of it was looked at
    /// @throws PipelineException `query-timeout` when not even the first piece came in time
    Instant run(Piece piece) {
        Instant edge = newestFirst ? to : from;
        Duration size = FIRST_PIECE;
        boolean any = false;
        while (newestFirst ? edge.isAfter(from) : edge.isBefore(to)) {
            Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
            if (any && left.compareTo(MIN_LEFT) < 0) {
                return edge;
            }
            Instant far = newestFirst ? later(edge.minus(size), from) : earlier(edge.plus(size), to);
            try {
                boolean goOn = piece.look(
                        newestFirst ? far : edge,
                        newestFirst ? edge : far,
                        left.compareTo(MIN_LEFT) < 0 ? MIN_LEFT : left);
                edge = far;
                any = true;
                size = size.multipliedBy(GROWTH);
                if (!goOn) {
                    return edge;
                }
            } catch (PipelineException e) {
                if (!any || e.code() != ErrorCode.QUERY_TIMEOUT) {
                    throw e;
                }
                return edge;
            }
        }
        return edge;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
