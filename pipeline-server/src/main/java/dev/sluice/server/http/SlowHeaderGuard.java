package dev.sluice.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Closes connections whose request line and headers trickle in for too long. Jetty's idle timeout starts anew
/// with each byte, so it alone would let a client hold a connection for hours. Thread-safe.
final class SlowHeaderGuard implements Connection.Listener, AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final long NOT_IN_HEADERS = 0;

    /// @param since nano time at which the headers of message `message` were first seen unfinished
    private record Seen(long message, long since) {}

    private final Map<HttpConnection, Seen> connections = new ConcurrentHashMap<>();
    private final long limitNanos;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("http-slow-headers").daemon().factory());

    SlowHeaderGuard(Duration limit) {
        limitNanos = limit.toNanos();
        timer.scheduleWithFixedDelay(this::sweep, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            connections.put(http, new Seen(-1, NOT_IN_HEADERS));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            connections.remove(http);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.forEach((connection, seen) -> {
            HttpParser parser = connection.getParser();
            boolean inHeaders = parser.inHeaderState() && !parser.isState(HttpParser.State.START);
            long message = connection.getMessagesIn();
            if (!inHeaders) {
                connections.replace(connection, seen, new Seen(-1, NOT_IN_HEADERS));
            } else if (seen.message() != message) {
                connections.replace(connection, seen, new Seen(message, now));
            } else if (now - seen.since() > limitNanos) {
                connections.remove(connection);
                connection.getEndPoint().close();
            }
        });
    }
}
