package dev.sluice.server.bench;

import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.QueueState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Pauses, fills and resumes the queue `default` over HTTP.
final class QueueTap implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int REQUESTS = 8;
    private static final int TRIES = 50;

    private final ServerClient server;

    QueueTap(URI server, String token) {
        this.server = new ServerClient(server, token);
    }

    /// Returns when nothing is stored any more.
    void pause() throws IOException, InterruptedException {
        server.post(200, "/v1/queues/default/pause", "{\"reason\":\"benchmark\"}");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            byte[] body = server.get("/v1/queues/default");
            QueueState.Pause pause = Json.read(body, QueueState.class).pause();
            if (pause != null && pause.state().equals(QueueState.Pause.PAUSED)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the queue was not paused within " + PATIENCE.toSeconds() + " s: " + pause);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
    }

    void resume() throws IOException, InterruptedException {
        server.post(200, "/v1/queues/default/resume", "");
    }

    /// Sends every event of the data, a frame a request, some requests at a time.
    void fill(DataSet data) throws IOException, InterruptedException {
        List<CompletableFuture<Void>> open = new ArrayList<>();
        try {
            while (data.hasNext()) {
                if (open.size() == REQUESTS) {
                    open.removeFirst().get();
                }
                open.add(send(
                        server.request("/v1/events")
                                .POST(BodyPublishers.ofByteArray(
                                        array(data.next().events())))
                                .build(),
                        TRIES));
            }
            for (CompletableFuture<Void> request : open) {
                request.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(
                    "the queue could not be filled: " + e.getCause().getMessage(), e);
        }
    }

    private CompletableFuture<Void> send(HttpRequest request, int tries) {
        return server.sendAsync(request).thenCompose(answer -> {
            if (answer.statusCode() == 202) {
                return CompletableFuture.completedFuture(null);
            }
            if (tries == 1 || answer.statusCode() != 503 && answer.statusCode() != 429) {
                return CompletableFuture.failedFuture(
                        new IOException("POST /v1/events answered " + answer.statusCode() + ": " + answer.body()));
            }
            return CompletableFuture.supplyAsync(
                            () -> null, CompletableFuture.delayedExecutor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS))
                    .thenCompose(_ -> send(request, tries - 1));
        });
    }

    private static byte[] array(List<Event> events) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Event event : events) {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(event.json());
        }
        body.write(']');
        return body.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
