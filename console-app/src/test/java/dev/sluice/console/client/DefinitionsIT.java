package dev.sluice.console.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.console.testkit.Eventually;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Definitions over the wire, against the real server.
class DefinitionsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void defineLimitAndDeleteAQueueOverHttp() throws InterruptedException {
        try (RealServer server = new RealServer();
                SluiceClient client = new SluiceClient(server.address())) {
            QueueState made = client.define(
                    "orders", new QueueRequest(List.of("order.*"), null, new QueueRequest.Limits(1_048_576L)));
            assertEquals("orders", made.name());
            assertNotNull(made.limits());
            assertEquals(1_048_576, made.limits().maxBytes());
            assertEquals(List.of("orders", "default"), names(client));

            client.pause("orders", new PauseRequest("test", null));
            Eventually.eventually(SOON, () -> paused(client), () -> "orders is paused");
            String event = "{\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.placed\"}";
            client.ingest(new Body("application/json", event.getBytes(StandardCharsets.UTF_8)));
            ProblemException refused = assertThrows(ProblemException.class, () -> client.delete("orders"));
            assertEquals("queue-not-empty", refused.problem().code());
            assertEquals(409, refused.problem().status());

            QueueState changed = client.define("orders", new QueueRequest(List.of(), 3, null));
            assertEquals(List.of(), changed.patterns());
            assertEquals(3, changed.position());
            client.resume("orders");
            Eventually.eventually(SOON, () -> deleted(client), () -> "orders is empty and deleted");
            Eventually.eventually(SOON, () -> names(client).equals(List.of("default")), () -> "orders is gone");
            assertThrows(ProblemException.class, () -> client.define("Orders", new QueueRequest(null, null, null)));
            List<String> acts =
                    client.audit(100).items().stream().map(AuditRecord::act).toList();
            assertFalse(acts.indexOf("delete-queue") < 0, acts.toString());
        }
    }

    private static List<String> names(SluiceClient client) {
        try {
            return client.queues().stream().map(QueueState::name).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean paused(SluiceClient client) {
        try {
            QueueState.Pause pause = client.queue("orders").pause();
            return pause != null && pause.state().equals(QueueState.Pause.PAUSED);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean deleted(SluiceClient client) {
        try {
            QueueRemoval removal = client.delete("orders");
            return removal.name().equals("orders");
        } catch (ProblemException e) {
            return e.problem().status() == 404;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
