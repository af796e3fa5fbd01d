package dev.sluice.server.http;

import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.server.access.Keys;
import dev.sluice.server.config.HttpConfig;
import dev.sluice.server.http.Reply.Answer;
import dev.sluice.server.telemetry.PipelineMeters;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private final IngestGate gate = new IngestGate(TestHttp.CONFIG);
    private final TestHttp http = new TestHttp(RouteTable.of(List.of(
            Route.get("/slow", "Waits.", call -> waited()),
            Route.get("/fails", "Fails.", call -> {
                throw new StackOverflowError();
            }),
            Route.get("/things/{id}", "A thing.", call -> Reply.json(Map.of("id", call.path("id")))),
            Route.post("/gate", "Passes the gate.", this::pass),
            Route.post("/later/{id}", "Is answered by a thread of its own.", this::later),
            Route.post("/pause", "Reads JSON.", call -> Reply.json(call.json(PauseRequest.class))))));

    @AfterEach
    void stop() {
        release.countDown();
        http.close();
    }

    private Answer waited() throws InterruptedException {
        waiting.incrementAndGet();
        release.await();
        return Reply.json(Map.of("waited", true));
    }

    private Reply pass(Call call) throws IOException, InterruptedException {
        if (call.declaredLength() > 2 << 20) {
            throw new PipelineException(ErrorCode.TOO_LARGE, "Too large.");
        }
        IngestGate.Pass pass = gate.enter();
        try {
            if (!pass.hold(call.body().readAllBytes().length, Duration.ZERO)) {
                throw new PipelineException(ErrorCode.OVERLOADED, "No room.");
            }
            return waited();
        } finally {
            pass.leave();
        }
    }

    private Reply later(Call call) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            answer.complete(Reply.json(Map.of("id", call.path("id"))));
        });
        readers.add(Thread.currentThread());
        return new Reply.Later(answer);
    }

    private HttpRequest.Builder post(String path, int bytes) {
        return HttpRequest.newBuilder(http.uri(path))
                .header("Authorization", "Bearer " + TestHttp.TOKEN)
                .POST(BodyPublishers.ofByteArray(new byte[bytes]));
    }

    @Test
    void refusesMoreIngestRequestsThanItBearsAndRecovers() {
        List<CompletableFuture<HttpResponse<String>>> inside = List.of(1, 2, 3, 4).stream()
                .map(i -> CompletableFuture.supplyAsync(() -> http.send(post("/gate", 10)), Thread::startVirtualThread))
                .toList();
        eventually(SOON, () -> waiting.get() == 4, "four requests are inside");
        HttpResponse<String> refused = http.send(post("/gate", 10));
        assertEquals(503, refused.statusCode());
        assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
        assertTrue(http.meters.refusedByReason().get("overloaded") == 1);
        release.countDown();
        inside.forEach(answer -> assertEquals(200, answer.join().statusCode()));
        assertEquals(200, http.send(post("/gate", 10)).statusCode());
        assertEquals(0, gate.bytesHeld());
    }

    @Test
    void refusesBodiesThatTogetherHoldMoreThanTheBudget() {
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> http.send(post("/gate", 900_000)), Thread::startVirtualThread);
        eventually(SOON, () -> waiting.get() == 1, "the first is inside");
        assertEquals(503, http.send(post("/gate", 900_000)).statusCode());
        release.countDown();
        assertEquals(200, first.join().statusCode());
        assertEquals(200, http.send(post("/gate", 900_000)).statusCode());
    }

    @Test
    void readsOnAfterAnswersThatOtherThreadsWrote() {
        StringBuilder requests = new StringBuilder();
        for (int i = 1; i <= 50; i++) {
            requests.append("POST /later/").append(i).append(" HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ");
            requests.append(TestHttp.TOKEN).append(i < 50 ? "" : "\r\nConnection: close");
            requests.append("\r\nContent-Length: 2\r\n\r\n{}");
        }
        String answers = http.raw(requests.toString());
        List<String> ids = Pattern.compile("\\{\"id\":\"(\\d+)\"}")
                .matcher(answers)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(IntStream.rangeClosed(1, 50).mapToObj(String::valueOf).toList(), ids);
        assertTrue(readers.stream().allMatch(thread -> thread.getName().startsWith("http-")), readers.toString());
    }

    @Test
    void refusesATooLargeBodyWithoutAskingForIt() {
        String answer = http.raw("POST /gate HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestHttp.TOKEN
                + "\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertFalse(answer.contains("100 Continue"), answer);
    }

    @Test
    void servesEveryRequestOfAPipelineOnce() {
        String get = "GET /things/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestHttp.TOKEN + "\r\n";
        String answer = http.raw(get + "\r\n" + get + "Connection: close\r\n\r\n");
        assertEquals(2, answer.split("HTTP/1\\.1 200", -1).length - 1, answer);
    }

    @Test
    void answersWhateverFailsWithAProblemAndLivesOn() {
        HttpResponse<String> answer = http.get("/fails");
        assertEquals(500, answer.statusCode());
        assertTrue(answer.body().contains("\"code\":\"internal\""), answer.body());
        assertFalse(answer.body().contains("StackOverflow"), answer.body());
        assertEquals(200, http.get("/things/1").statusCode());
    }

    @Test
    void keepsAnEncodedSlashInsideItsSegment() {
        assertEquals("{\"id\":\"a/b%c\"}", http.get("/things/a%2Fb%25c").body());
        assertEquals(404, http.get("/things/a/b").statusCode());
        assertEquals(400, http.get("/things/%2e%2e").statusCode());
    }

    @Test
    void readsOnlyJsonWhereJsonIsAskedFor() {
        HttpRequest.Builder json = post("/pause", 0).header("Content-Type", "application/json; charset=utf-8");
        assertEquals(
                200,
                http.send(json.POST(BodyPublishers.ofString("{\"reason\":\"x\"}")))
                        .statusCode());
        for (String body : List.of("", "null", "[", "{\"until\":\"soon\"}", "{} x")) {
            assertEquals(
                    400, http.send(json.POST(BodyPublishers.ofString(body))).statusCode(), body);
        }
        String large = "{\"reason\":\"" + "x".repeat(70_000) + "\"}";
        assertEquals(413, http.send(json.POST(BodyPublishers.ofString(large))).statusCode());
        assertEquals(415, http.send(post("/pause", 3)).statusCode());
    }

    @Test
    void finishesWhatIsUnderWayWhenItStops() {
        CompletableFuture<HttpResponse<String>> slow =
                CompletableFuture.supplyAsync(() -> http.get("/slow"), Thread::startVirtualThread);
        eventually(SOON, () -> waiting.get() == 1, "it is under way");
        Thread stopping = Thread.startVirtualThread(() -> http.server.close(Duration.ofSeconds(10)));
        eventually(SOON, () -> http.server.port() < 0, "no new connection is taken");
        release.countDown();
        assertEquals(200, slow.join().statusCode());
        eventually(SOON, () -> !stopping.isAlive(), "it has stopped");
    }

    @Test
    void saysWhichPortIsTaken() {
        HttpConfig config = TestHttp.CONFIG;
        HttpConfig same = new HttpConfig(
                config.host(),
                http.server.port(),
                config.maxConnections(),
                config.maxIngestRequests(),
                config.maxIngestBytes(),
                config.headerTimeout(),
                config.bodyTimeout(),
                config.idleTimeout(),
                config.maxLiveSubscribers());
        HttpServer second = new HttpServer(
                same,
                Keys.keyring(TestHttp.TOKEN),
                RouteTable.of(List.of()),
                new PipelineMeters(),
                new DeniedActs((who, address, act, target, why) -> {}));
        IOException e = assertThrows(IOException.class, second::start);
        assertTrue(e.getMessage().contains("SLUICE_HTTP_PORT"), e.getMessage());
    }
}
