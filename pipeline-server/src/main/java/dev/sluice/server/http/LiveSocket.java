package dev.sluice.server.http;

import dev.sluice.server.live.LiveLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// One WebSocket of the live stream; public because Jetty looks its methods up. It only speaks: a text from the
/// other side is answered by closing with 1008, binary data with 1003, and more than ten pings a second with
/// 1008.
public final class LiveSocket implements Session.Listener.AutoDemanding, LiveLink {
    private static final Duration WRITE_WITHIN = Duration.ofSeconds(10);
    private static final int MAX_PINGS_A_SECOND = 10;
    private static final int NOT_BINARY = 1003;
    private static final int POLICY = 1008;
    private static final int OVERLOADED = 1013;

    private final Reply.Opening opening;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Session session;
    private volatile Runnable onEnd = () -> {};
    private long pingSecond;
    private int pings;

    LiveSocket(Reply.Opening opening) {
        this.opening = opening;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        try {
            onEnd = opening.open(this);
        } catch (RuntimeException e) {
            close(OVERLOADED, "no place is free");
        }
    }

    @Override
    public void onWebSocketText(String message) {
        close(POLICY, "this stream takes no commands");
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(NOT_BINARY, "this stream takes no binary data");
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        long second = System.nanoTime() / 1_000_000_000L;
        pings = second == pingSecond ? pings + 1 : 1;
        pingSecond = second;
        Session open = session;
        if (pings > MAX_PINGS_A_SECOND) {
            close(POLICY, "too many pings");
        } else if (open != null) {
            open.sendPong(payload, Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        end();
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        end();
        callback.succeed();
    }

    @Override
    public void send(String text) throws IOException {
        await(callback -> open().sendText(text, callback));
    }

    @Override
    public void ping() throws IOException {
        await(callback -> open().sendPing(ByteBuffer.allocate(0), callback));
    }

    @Override
    public void close(int code, String reason) {
        Session open = session;
        if (open != null) {
            // A peer that does not read would keep the closing handshake waiting: then the socket is cut.
            open.close(code, reason, Callback.from(() -> {}, failure -> open.disconnect()));
        }
    }

    private Session open() {
        Session open = session;
        if (open == null || !open.isOpen()) {
            throw new IllegalStateException("the socket is closed");
        }
        return open;
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
        }
    }

    private static void await(Consumer<Callback> write) throws IOException {
        CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        try {
            write.accept(Callback.from(() -> written.complete(null), written::completeExceptionally));
            written.get(WRITE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("The reader took nothing for " + WRITE_WITHIN.toSeconds() + " s", e);
        } catch (ExecutionException | IllegalStateException e) {
            throw new IOException("The socket is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
