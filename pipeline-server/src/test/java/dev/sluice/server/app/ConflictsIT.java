package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// B45: an id that comes again with another payload.
class ConflictsIT {
    private final TestServers servers = new TestServers();
    private SluiceServer server;
    private KeyClient client;

    @BeforeEach
    void start() throws IOException {
        server = SluiceServer.start(servers.config());
        client = new KeyClient(server.url());
        Eventually.eventually(RunningPipeline.DEADLINE, server::ready, "the server is ready");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        servers.close();
    }

    private ConflictPage page(String query) {
        return KeyClient.read(client.admin("GET", "/v1/conflicts" + query, ""), ConflictPage.class);
    }

    private static String event(String data) {
        return "{\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.placed\",\"data\":" + data + "}";
    }

    private void send(String data, int conflicts) {
        assertEquals(202, client.admin("POST", "/v1/events", event(data)).statusCode());
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> page("").items().size() == conflicts
                        && servers.database().number("select count(*) from event") == 1,
                conflicts + " conflicts are kept");
    }

    @Test
    void showsBothPayloadsNewestFirstAndKeepsTheFirstEvent() {
        send("1", 0);
        send("2", 1);
        send("{ \"n\" : 3 }", 2);
        ConflictPage first = page("?limit=1");
        ConflictPage rest = page("?limit=1&cursor=" + first.next());
        assertNull(rest.next());
        ConflictDetail newest = KeyClient.read(
                client.admin("GET", "/v1/conflicts/" + first.items().getFirst().id(), ""), ConflictDetail.class);
        assertEquals(event("1"), newest.kept());
        assertEquals(event("{ \"n\" : 3 }"), newest.later());
        assertEquals(event("2").length(), rest.items().getFirst().later().bytes());
        assertEquals(400, client.admin("GET", "/v1/conflicts?cursor=x", "").statusCode());
        assertEquals(404, client.admin("GET", "/v1/conflicts/x", "").statusCode());
        assertEquals(404, client.admin("GET", "/v1/conflicts/999999", "").statusCode());
    }
}
