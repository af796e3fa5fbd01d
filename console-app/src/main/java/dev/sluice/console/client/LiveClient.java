package dev.sluice.console.client;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.live.LiveUpdate;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The live WebSocket of a server, kept open: it reconnects by itself with full jitter, and takes a link that has
/// been silent for three seconds for dead, since telemetry comes each second.
///
/// Updates and states are delivered one at a time on threads of this class; the next update is only asked for when
/// the one before was taken, so a slow taker holds one update here, the rest waits at the server, which tells how
/// many it dropped ([LiveUpdate.Gap]).
public final class LiveClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Backoff DEFAULT_BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final ServerAddress address;
    private final Consumer<LiveUpdate> updates;
    private final Consumer<ConnectionState> states;
    private final Timing timing;
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final Semaphore hurry = new Semaphore(0);
    private final Thread thread;

    /// @param silence after which a link without telemetry is dead
    record Timing(Backoff backoff, Duration silence) {}

    /// Connects at once.
    public LiveClient(ServerAddress address, Consumer<LiveUpdate> updates, Consumer<ConnectionState> states) {
        this(address, updates, states, new Timing(DEFAULT_BACKOFF, Duration.ofSeconds(3)));
    }

    LiveClient(ServerAddress address, Consumer<LiveUpdate> updates, Consumer<ConnectionState> states, Timing timing) {
        this.address = address;
        this.updates = updates;
        this.states = states;
        this.timing = timing;
        this.http = address.client().connectTimeout(CONNECT).executor(callbacks).build();
        this.thread = Thread.ofVirtual().name("live").start(this::run);
    }

    /// Does not wait for the next attempt's time.
    public void retryNow() {
        hurry.release();
    }

    private void run() {
        states.accept(new ConnectionState.Connecting());
        int attempt = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                LiveLink link = new LiveLink(updates);
                String reason = attempt(link);
                if (reason == null) {
                    return;
                }
                attempt = link.sawTelemetry() ? 1 : attempt + 1;
                Duration delay = timing.backoff().delay(attempt, RandomGenerator.getDefault());
                states.accept(
                        new ConnectionState.Reconnecting(attempt, Instant.now().plus(delay), reason));
                hurry.drainPermits();
                boolean _ = hurry.tryAcquire(delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// One connection from its making to its end.
    ///
    /// @return why it ended, null when no further attempt makes sense
    private @Nullable String attempt(LiveLink link) throws InterruptedException {
        WebSocket socket;
        try {
            socket = connect(link);
        } catch (CompletionException e) {
            return refused(e.getCause());
        }
        try {
            states.accept(new ConnectionState.Connected(Instant.now()));
            return link.awaitEnd(timing.silence());
        } finally {
            socket.abort();
        }
    }

    private WebSocket connect(LiveLink link) throws InterruptedException {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
        if (!address.token().isEmpty()) {
            builder.header("Authorization", "Bearer " + address.token());
        }
        var opening = builder.buildAsync(address.live(), link);
        try {
            return opening.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            opening.cancel(true);
            throw e;
        }
    }

    private @Nullable String refused(@Nullable Throwable cause) {
        DistrustException distrust = ServerCheck.in(cause);
        if (distrust != null) {
            states.accept(new ConnectionState.Distrusted(distrust));
            return null;
        }
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            if (status == 401 || status == 403) {
                ErrorCode code = status == 401 ? ErrorCode.UNAUTHENTICATED : ErrorCode.FORBIDDEN;
                String id = handshake
                        .getResponse()
                        .headers()
                        .firstValue("X-Request-Id")
                        .orElse("");
                states.accept(
                        new ConnectionState.Refused(Problem.of(code, address + " does not let this token in.", id)));
                return null;
            }
            return address + " answered with status " + status + " instead of live data.";
        }
        return "No server answers at " + address + ".";
    }

    /// Ends the connection; nothing is delivered afterwards save what is being delivered now.
    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
        callbacks.shutdown();
    }
}
