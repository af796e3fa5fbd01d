package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TailTest {
    private record Row(String id, Instant received) {}

    private final FakeServer server = new FakeServer();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();
    private final SluiceClient client = new SluiceClient(ServerAddress.of(server.url(), FakeServer.TOKEN));
    private final Tail tail = new Tail(client, "", new Retry(Duration.ZERO, Retry.Pauses.REAL, failure -> {}));
    private double oldestAge;

    TailTest() {
        server.on(
                "GET /v1/queues",
                r -> Answer.raw(
                        ("{\"items\":[{\"name\":\"q\",\"patterns\":[],\"depth\":{},\"rates\":{},\"consumers\":1,"
                                        + "\"oldestAgeSeconds\":%s,\"drainSeconds\":null,\"pause\":null}]}")
                                .formatted(oldestAge)));
        server.on("GET /v1/events", this::page);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void printsOnlyWhatIsReceivedFromNowOn() throws InterruptedException {
        rows.add(new Row("old", Instant.now().minusSeconds(1)));
        poll();
        rows.add(new Row("new", Instant.now()));
        poll();
        poll();

        assertEquals(List.of("new"), printed);
    }

    @Test
    void printsARowThatIsStoredLongAfterItWasReceived() throws InterruptedException {
        Instant begin = Instant.now().minusSeconds(3_600);
        rows.add(new Row("before", begin));
        oldestAge = 3_500;
        poll();
        rows.add(new Row("b", begin.plusSeconds(3_590)));
        poll();
        rows.add(new Row("late", begin.plusSeconds(150)));
        oldestAge = 0;
        poll();
        poll();

        assertEquals(List.of("b", "late"), printed);
    }

    @Test
    void readsNoFurtherBackThanWhatStillWaits() throws InterruptedException {
        rows.add(new Row("before", Instant.now().minusSeconds(3_600)));
        poll();
        poll();
        String from = server.requests("GET", "/v1/events").getLast().query();

        assertTrue(from(from).isAfter(Instant.now().minusSeconds(20)), from);
    }

    private void poll() throws InterruptedException {
        tail.poll(event -> printed.add(event.id()));
    }

    private Answer page(FakeServer.Request request) {
        boolean newest = request.query().contains("limit=1&") || request.query().endsWith("limit=1");
        if (newest) {
            return answer(rows.stream()
                    .sorted(Comparator.comparing(Row::received).reversed())
                    .limit(1)
                    .toList());
        }
        Instant from = from(request.query());
        return answer(rows.stream()
                .filter(row -> !row.received().isBefore(from))
                .sorted(Comparator.comparing(Row::received))
                .toList());
    }

    private static Instant from(String query) {
        var matcher = Pattern.compile("from=([^&]+)").matcher(query);
        return matcher.find()
                ? Instant.parse(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8))
                : Instant.EPOCH;
    }

    private static Answer answer(List<Row> rows) {
        return Answer.raw(rows.stream()
                .map(row -> "{\"id\":\"%s\",\"source\":\"/s\",\"type\":\"t\",\"receivedat\":\"%s\"}"
                        .formatted(row.id(), row.received()))
                .collect(Collectors.joining(",", "{\"items\":[", "],\"next\":null,\"complete\":true}")));
    }
}
