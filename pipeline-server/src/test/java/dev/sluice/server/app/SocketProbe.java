package dev.sluice.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A reader of the live stream with a token.
final class SocketProbe implements AutoCloseable, WebSocket.Listener {
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> updates = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    SocketProbe(URI server, String token) {
        client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws" + server.toString().substring("http".length()) + "/v1/live"), this)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                updates.add(Json.tree(text.toString().getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
        socket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedStage(null);
    }

    JsonNode welcome() {
        return next("welcome");
    }

    /// The next update of that kind.
    JsonNode next(String kind) {
        try {
            while (true) {
                JsonNode update = updates.poll(20, TimeUnit.SECONDS);
                if (update == null) {
                    throw new AssertionError("no " + kind + " came");
                }
                if (update.get("kind").asText().equals(kind)) {
                    return update;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The code it was closed with.
    int closed(Duration within) {
        try {
            return closed.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it was not closed within " + within, e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
