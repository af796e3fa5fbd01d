package dev.sluice.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Closes connections whose TLS handshake, or request line and headers, trickle in for too long. Jetty's idle timeout
/// starts anew with each byte, so it alone would let a client hold a connection for hours. Thread-safe.
final class SlowHeaderGuard implements Connection.Listener, SslHandshakeListener, AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final long NOT_IN_HEADERS = 0;

    /// @param since nano time at which the headers of message `message` were first seen unfinished
    private record Seen(long message, long since) {}

    private record Handshake(SslConnection connection, long since) {}

    private final Map<HttpConnection, Seen> connections = new ConcurrentHashMap<>();
    /// handshakes under way and the nano time each began at
    private final Map<SSLEngine, Handshake> handshakes = new ConcurrentHashMap<>();
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
        } else if (connection instanceof SslConnection tls) {
            handshakes.put(tls.getSSLEngine(), new Handshake(tls, System.nanoTime()));
        }
    }

    @Override
    public void handshakeSucceeded(Event event) {
        handshakes.remove(event.getSSLEngine());
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            connections.remove(http);
        } else if (connection instanceof SslConnection tls) {
            handshakes.remove(tls.getSSLEngine());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void sweep() {
        long now = System.nanoTime();
        handshakes.forEach((engine, handshake) -> {
            if (now - handshake.since() > limitNanos && handshakes.remove(engine, handshake)) {
                handshake.connection().getEndPoint().close();
            }
        });
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
