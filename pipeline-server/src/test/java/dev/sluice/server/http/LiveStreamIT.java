package dev.sluice.server.http;

import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.json.Json;
import dev.sluice.model.live.LiveUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStreamIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final AllRoutes all = new AllRoutes();
    private final TestHttp http = new TestHttp(all.table());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        all.sampler.close();
        all.hub.close();
        http.close();
        client.shutdownNow();
    }

    /// A console of the test; a slow one asks for no more than one message.
    private static final class Console implements WebSocket.Listener {
        final List<LiveUpdate> updates = new CopyOnWriteArrayList<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final StringBuilder text = new StringBuilder();
        volatile boolean slow;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    updates.add(Json.read(text.toString(), LiveUpdate.class));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            if (!slow) {
                socket.request(1);
            }
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }

        long count(Class<? extends LiveUpdate> kind) {
            return updates.stream().filter(kind::isInstance).count();
        }
    }

    private WebSocket connect(Console console, String token, String... header) {
        WebSocket.Builder builder = client.newWebSocketBuilder().header("Authorization", "Bearer " + token);
        if (header.length > 0) {
            builder.header(header[0], header[1]);
        }
        URI uri = URI.create(http.uri("/v1/live").toString().replace("http:", "ws:"));
        return builder.buildAsync(uri, console).join();
    }

    private int refusal(String token, String... header) {
        Throwable cause = assertThrows(CompletionException.class, () -> connect(new Console(), token, header))
                .getCause();
        return ((WebSocketHandshakeException) cause).getResponse().statusCode();
    }

    @Test
    void welcomesAndTellsThePulseEachSecond() {
        Console console = new Console();
        connect(console, TestHttp.TOKEN);
        all.sampler.start();
        eventually(SOON, () -> console.count(LiveUpdate.Telemetry.class) >= 3, "three seconds of telemetry");
        LiveUpdate.Welcome welcome = (LiveUpdate.Welcome) console.updates.getFirst();
        assertEquals("test", welcome.environment());
        assertEquals("admin", welcome.role());
        assertTrue(console.count(LiveUpdate.Queues.class) >= 2);
        assertTrue(console.count(LiveUpdate.Account.class) >= 2);
        assertTrue(console.count(LiveUpdate.Health.class) >= 2);
    }

    @Test
    void refusesStrangersForeignPagesAndPlainRequests() {
        assertEquals(401, refusal("wrong"));
        assertEquals(403, refusal(TestHttp.TOKEN, "Origin", "https://evil.example"));
        assertEquals(400, http.get("/v1/live").statusCode());
        assertEquals(
                401, http.send(HttpRequest.newBuilder(http.uri("/v1/live"))).statusCode());
    }

    @Test
    void refusesMoreSubscribersThanThereArePlacesAndFreesThemOnClose() {
        Console first = new Console();
        WebSocket socket = connect(first, TestHttp.TOKEN);
        connect(new Console(), TestHttp.TOKEN);
        connect(new Console(), TestHttp.TOKEN);
        eventually(SOON, () -> all.hub.subscribers() == 3, "three subscribers");
        assertEquals(503, refusal(TestHttp.TOKEN));
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        eventually(SOON, () -> all.hub.subscribers() == 2, "the place is free");
    }

    @Test
    void tellsASlowReaderItsGapWhileOthersMissNothing() {
        Console slow = new Console();
        slow.slow = true;
        WebSocket socket = connect(slow, TestHttp.TOKEN);
        Console quick = new Console();
        connect(quick, TestHttp.TOKEN);
        eventually(SOON, () -> all.hub.subscribers() == 2, "both are there");
        // 60 KiB an update: the sockets' buffers fill, then the slow one's queue overflows
        LiveUpdate big = new LiveUpdate.Health(
                HealthReport.of(List.of(new Check("big", HealthState.GREEN, "x".repeat(60 << 10)))));
        int sent = 0;
        while (all.hub.missed() < 50 && sent < 5_000) {
            all.hub.publish(big);
            int now = ++sent;
            eventually(SOON, () -> quick.count(LiveUpdate.Health.class) == now, "the quick one has all " + now);
        }
        assertEquals(0, quick.count(LiveUpdate.Gap.class));
        long missed = all.hub.missed();
        assertTrue(missed >= 50, "missed " + missed);
        slow.slow = false;
        socket.request(1);
        eventually(SOON, () -> slow.count(LiveUpdate.Gap.class) > 0, "the slow one is told");
        int all = sent;
        eventually(
                SOON,
                () -> slow.count(LiveUpdate.Health.class)
                                + slow.updates.stream()
                                        .mapToLong(update -> update instanceof LiveUpdate.Gap gap ? gap.missed() : 0)
                                        .sum()
                        == all,
                "what it got and what it missed are all that was sent");
    }

    @Test
    void closesOnWhatItDoesNotTake() {
        Console talker = new Console();
        connect(talker, TestHttp.TOKEN).sendText("subscribe", true);
        assertEquals(1008, talker.closed.orTimeout(10, TimeUnit.SECONDS).join());
        Console binary = new Console();
        connect(binary, TestHttp.TOKEN).sendBinary(ByteBuffer.wrap(new byte[3]), true);
        assertEquals(1003, binary.closed.orTimeout(10, TimeUnit.SECONDS).join());
        Console large = new Console();
        connect(large, TestHttp.TOKEN).sendText("x".repeat(70_000), true);
        assertEquals(1009, large.closed.orTimeout(10, TimeUnit.SECONDS).join());
        eventually(SOON, () -> all.hub.subscribers() == 0, "all are gone");
    }

    @Test
    void tellsEveryConsoleThatTheServerGoes() {
        Console console = new Console();
        connect(console, TestHttp.TOKEN);
        eventually(SOON, () -> all.hub.subscribers() == 1, "it is there");
        all.hub.close();
        assertEquals(1001, console.closed.orTimeout(10, TimeUnit.SECONDS).join());
    }
}
