package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrashIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int BATCHES = 400;
    private static final int BATCH = 25;

    private final TestServers servers = new TestServers();

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void storesEveryEventOnceThoughTheServerIsKilledInTheMiddleOfASend() {
        Set<Integer> accepted = ConcurrentHashMap.newKeySet();
        try (ServerProcess first = ServerProcess.start(servers)) {
            AtomicBoolean killed = new AtomicBoolean();
            try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < BATCHES; i++) {
                    int batch = i;
                    senders.submit(() -> {
                        if (!killed.get() && first.post("application/x-ndjson", lines(batch)) == 202) {
                            accepted.add(batch);
                        }
                        if (accepted.size() >= BATCHES / 2 && killed.compareAndSet(false, true)) {
                            first.kill();
                        }
                    });
                }
            }
        }
        assertTrue(accepted.size() >= BATCHES / 2 && accepted.size() < BATCHES, accepted.size() + " batches accepted");
        try (ServerProcess second = ServerProcess.start(servers)) {
            Eventually.eventually(
                    DEADLINE,
                    () -> stored() >= (long) accepted.size() * BATCH && ledger(second, "inFlight") == 0,
                    "what was accepted before the kill is stored");
            for (int i = 0; i < BATCHES; i++) {
                assertEquals(202, second.post("application/x-ndjson", lines(i)));
            }
            Eventually.eventually(DEADLINE, () -> ledger(second, "inFlight") == 0, "nothing is in flight");
            assertEquals(BATCHES * BATCH, stored());
            assertEquals(BATCHES * BATCH, servers.database().number("select count(distinct (source, id)) from event"));
            assertEquals(BATCHES * BATCH, ledger(second, "stored"));
            assertEquals(ledger(second, "accepted") - BATCHES * BATCH, ledger(second, "duplicate"));
            assertEquals(0, ledger(second, "unexplained"));
            assertEquals(143, second.stop());
        }
    }

    private long stored() {
        return servers.database().number("select count(*) from event");
    }

    private static long ledger(ServerProcess server, String field) {
        try {
            JsonNode ledger = Json.read(server.get("/v1/ledger"), JsonNode.class);
            return ledger.get(field).asLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(int batch) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            lines.append("{\"id\":\"")
                    .append(batch)
                    .append('-')
                    .append(i)
                    .append("\",\"source\":\"/crash\",\"type\":\"test.crash\",\"data\":{\"batch\":")
                    .append(batch)
                    .append("}}\n");
        }
        return lines.toString();
    }
}
