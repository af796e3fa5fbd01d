package dev.sluice.console.client;

import dev.sluice.model.json.Json;
import dev.sluice.model.live.LiveUpdate;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of [LiveClient]: joins text parts to updates and notices the end.
final class LiveLink implements WebSocket.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLink.class);
    private static final int MAX_CHARS = 8 << 20;

    private final Consumer<LiveUpdate> updates;
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long heardAt = System.nanoTime();
    private volatile boolean sawTelemetry;
    private volatile String reason = "";
    private boolean unknownTold;

    LiveLink(Consumer<LiveUpdate> updates) {
        this.updates = updates;
    }

    boolean sawTelemetry() {
        return sawTelemetry;
    }

    /// @return why the connection ended or has to be ended
    String awaitEnd(Duration silence) throws InterruptedException {
        heardAt = System.nanoTime();
        while (!ended.await(Math.max(10, silence.toMillis() / 10), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - heardAt > silence.toNanos()) {
                return "No data for %d s.".formatted(Math.max(1, silence.toSeconds()));
            }
        }
        return reason;
    }

    @Override
    public void onOpen(WebSocket socket) {
        socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        if (text.length() + data.length() > MAX_CHARS) {
            end("The server sent more than 8 MiB at once.");
            socket.abort();
            return null;
        }
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            deliver(whole);
        }
        socket.request(1);
        return null;
    }

    private void deliver(String json) {
        LiveUpdate update;
        try {
            update = Json.read(json, LiveUpdate.class);
        } catch (IOException e) {
            // a newer server may say more than we understand; the rest is still good
            if (!unknownTold) {
                unknownTold = true;
                LOG.warn("A live update was not understood and left out; further ones are not logged", e);
            }
            return;
        }
        if (update instanceof LiveUpdate.Telemetry) {
            heardAt = System.nanoTime();
            sawTelemetry = true;
        }
        updates.accept(update);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String why) {
        end(why.isBlank() ? "The server closed the connection (" + code + ")." : "The server closed it: " + why + ".");
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end("The connection broke off.");
    }

    private void end(String why) {
        reason = why;
        ended.countDown();
    }
}
