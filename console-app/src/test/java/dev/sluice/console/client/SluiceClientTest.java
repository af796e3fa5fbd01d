package dev.sluice.console.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.queue.PauseRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceClientTest {
    private final FakeServer server = new FakeServer();
    private SluiceClient client;

    @BeforeEach
    void open() {
        client = new SluiceClient(ServerAddress.of(server.url() + "/", FakeServer.TOKEN));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void keepsEachEventOfAPageByteForByte() throws InterruptedException {
        String first = "{\"id\":\"a\", \"source\":\"/é\",\"type\":\"t\", \"data\":{\"n\":1.50},"
                + "\"queue\":\"q\",\"receivedat\":\"2026-11-23T10:00:00.1Z\",\"storedat\":\"2026-11-23T10:00:00.2Z\"}";
        String second = "{\"id\":\"b\",\"source\":\"/s\",\"type\":\"t\",\"data\":[]}";
        server.on(
                "GET /v1/events",
                r -> Answer.raw("{\"items\":[" + first + " ,\n" + second + "],\"next\":\"c 1\",\"complete\":false,"
                        + "\"reached\":\"2026-11-23T09:00:00Z\",\"later\":{\"x\":[]}}"));

        StoredPage page = client.events(EventQuery.of("type:t \"a b\""), 2, "c+0");

        assertEquals(first, page.items().get(0).json());
        assertEquals(second, page.items().get(1).json());
        assertEquals(
                Instant.parse("2026-11-23T10:00:00.2Z"), page.items().get(0).storedAt());
        assertEquals("c 1", page.next());
        assertFalse(page.complete());
        assertEquals(Instant.parse("2026-11-23T09:00:00Z"), page.reached());
        String query = server.requests().getFirst().query();
        assertTrue(query.startsWith("q=type%3At%20%22a%20b%22&limit=2"), query);
        assertTrue(query.endsWith("&cursor=c%2B0"), query);
    }

    @Test
    void turnsAProblemIntoAnExceptionWithItsParts() {
        server.next(Answer.problem(ErrorCode.DATABASE_UNAVAILABLE, "PostgreSQL does not answer.")
                .with("Retry-After", "7"));

        var e = assertThrows(ProblemException.class, () -> client.ledger(null));

        assertEquals("database-unavailable", e.problem().code());
        assertEquals("request-1", e.problem().requestId());
        assertEquals(Optional.of(Duration.ofSeconds(7)), e.retryAfter());
        assertEquals("PostgreSQL does not answer.", e.getMessage());
        assertTrue(e.retryable());
    }

    @Test
    void knowsAnAnswerThatIsNotFromSluice() {
        server.next(new Answer(200, "text/html", "<html>".getBytes(), Map.of()));

        var e = assertThrows(UnreachableException.class, () -> client.health());

        assertEquals(UnreachableException.Kind.NOT_SLUICE, e.kind());
    }

    @Test
    void explainsAGatewayWithoutAProblemDocument() {
        server.next(new Answer(502, "text/html", "<html>bad gateway".getBytes(), Map.of()));

        var e = assertThrows(ProblemException.class, () -> client.queues());

        assertTrue(e.retryable());
        assertTrue(String.valueOf(e.getMessage()).contains("answered with status 502"), e.getMessage());
    }

    @Test
    void tellsThatNothingListens() {
        server.close();

        var e = assertThrows(UnreachableException.class, () -> client.queues());

        assertEquals(UnreachableException.Kind.REFUSED, e.kind());
        assertTrue(e.retryable());
    }

    @Test
    void findsNoEventWhereTheServerSaysNotFound() throws InterruptedException {
        assertEquals(Optional.empty(), client.event("a/b", "/s"));
        assertEquals("source=%2Fs", server.requests().getFirst().query());
    }

    @Test
    void takesAnAnswerWithoutABodyForAnAct() throws InterruptedException {
        server.on("POST /v1/queues/a b/pause", r -> new Answer(204, "text/plain", new byte[0], Map.of()));

        client.pause("a b", new PauseRequest("upgrade", null));

        assertEquals("{\"reason\":\"upgrade\"}", server.requests().getFirst().text());
    }

    @Test
    void isCancelledByAnInterrupt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        server.on("GET /v1/queues", r -> {
            asked.countDown();
            try {
                boolean _ = release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.raw("{\"items\":[]}");
        });
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                client.queues();
            } catch (InterruptedException | RuntimeException e) {
                failure.complete(e);
            }
        });
        assertTrue(asked.await(10, TimeUnit.SECONDS));
        caller.interrupt();

        assertEquals(
                InterruptedException.class, failure.get(10, TimeUnit.SECONDS).getClass());
        release.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://x", "http://", "http://a b", "http://u:p@host", "http://host?x=1"})
    void refusesWhatIsNotAnAddress(String url) {
        assertThrows(IllegalArgumentException.class, () -> ServerAddress.of(url, ""));
    }

    @Test
    void addsWhatAnAddressLeavesOut() {
        assertEquals("http://host:8480", ServerAddress.of(" host:8480/ ", "").toString());
        assertEquals(
                "wss://host/base/v1/live",
                ServerAddress.of("https://host/base", "").live().toString());
    }
}
