package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchServiceIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private static final int EVENTS = 400;
    private static TestDatabase server;
    private static Database database;
    private static FrameStore frames;
    private static SearchService search;
    private static final List<Event> STORED = new ArrayList<>();

    @BeforeAll
    static void store() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        frames = new FrameStore(database);
        search = new SearchService(database, InstantSource.fixed(NOW));
        Random random = new Random(7);
        for (int i = 0; i < EVENTS; i++) {
            STORED.add(GeneratedEvents.event(random, i));
        }
        // ten events share a receive time; four minutes from one to the next, over more than a day
        for (int i = 0; i < EVENTS; i += 10) {
            append(1, i, receivedAt(i), STORED.subList(i, i + 10));
        }
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
        STORED.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "type:com.example.opened",
                "type:com.example.*",
                "type:*.closed",
                "type:com*closed",
                "type:c_m*",
                "type:com%",
                "-type:com.example.*",
                "source:/shop/1",
                "source:/shop/*",
                "source:*\\",
                "subject:*",
                "-subject:*",
                "subject:s-1",
                "subject:s*1",
                "id:e17",
                "id:e1*",
                "queue:q1",
                "queue:q*",
                "queue:none",
                "tenant:blue",
                "has:tenant",
                "data.action:opened",
                "data.action:Opened",
                "data.n:100",
                "data.n:1e2",
                "data.n:100.0",
                "data.n:15e-1",
                "data.n:0",
                "data.n:\"100\"",
                "data.n:-0",
                "data.n>100",
                "data.n>=100",
                "data.n<7",
                "data.n<=1.5",
                "data.n:1.5..99.9",
                "-data.n>1",
                "data.n>1 opened",
                "data.n>99 or tenant:blue",
                "data.none>0",
                "data.text>0",
                "data.ok:true",
                "data.ok:\"true\"",
                "data.ok:null",
                "data.tags.name:red",
                "data.tags.name:*",
                "data.tags:*",
                "data.text:\"Fix the pull_request now\"",
                "data.text:\"\"",
                "pull_request",
                "PULL_request",
                "pull",
                "straße",
                "STRAßE",
                "\"the pull\"",
                "\"pull the\"",
                "\"50% off\"",
                "50%",
                "\"5_% off\"",
                "\"say \\\"hi\\\"\"",
                "\"back\\\\slash\"",
                "example.com/a/b",
                "http://example.com/a/b",
                "日本",
                "\"日本語 text\"",
                "1.5",
                "opened closed",
                "opened or closed",
                "opened -pull",
                "-(opened or pull) type:com.example.*",
                "(red or blue) (opened or closed)",
                "nothinglikethis",
                "-nothinglikethis"
            })
    void findsWhatTheReferenceFinds(String query) {
        Condition condition = QueryParser.parse(query, NOW, ZoneOffset.UTC);
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < EVENTS; i++) {
            if (ReferenceSearch.matches(condition, STORED.get(i), queue(i), receivedAt(i))) {
                expected.add(STORED.get(i).id());
            }
        }
        SearchRequest request = new SearchRequest(query, null, null, 1_000, null, Order.NEWEST_FIRST);
        assertEquals(expected, new TreeSet<>(ids(search.page(request))));
        assertEquals(new EventCount(expected.size(), true), search.count(request));
        Histogram histogram = search.histogram(request, 7);
        assertEquals(
                expected.size(),
                histogram.counts().stream().mapToLong(Long::longValue).sum());
        assertTrue(histogram.complete());
    }

    @Test
    void answersEventsAsTheyCameWithThreeMoreAttributes() {
        Event event = STORED.get(42);
        byte[] json = search.find(event.id(), event.source()).orElseThrow();
        String came = new String(event.json(), StandardCharsets.UTF_8);
        String text = new String(json, StandardCharsets.UTF_8);
        assertTrue(text.startsWith(came.substring(0, came.length() - 1)));
        assertEquals("q1", tree(json).path("queue").asText());
        assertEquals(
                NOW.minus(Duration.ofMinutes(4L * 360)).toString(),
                tree(json).path("receivedat").asText());
        assertNotNull(Instant.parse(tree(json).path("storedat").asText()));
    }

    @Test
    void findsTheNewestOfEqualIdsUnlessTheSourceIsGiven() {
        Event older = GeneratedEvents.event("/twin/a", "twin", "t");
        Event newer = GeneratedEvents.event("/twin/b", "twin", "t");
        append(2, 0, NOW.minus(Duration.ofDays(30)), List.of(older));
        append(2, 1, NOW.minus(Duration.ofDays(29)), List.of(newer));
        assertEquals(
                "/twin/b",
                tree(search.find("twin", null).orElseThrow()).path("source").asText());
        assertEquals(
                "/twin/a",
                tree(search.find("twin", "/twin/a").orElseThrow())
                        .path("source")
                        .asText());
        assertEquals(Optional.empty(), search.find("twin", "/twin/c"));
        assertEquals(Optional.empty(), search.find("no\0such", null));
        assertEquals(Optional.empty(), search.find("'; --", "%"));
        server.execute("delete from event where id = 'twin'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEWEST_FIRST", "OLDEST_FIRST"})
    void walksEveryRowOnceInOrderWhileOthersArrive(Order order) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            SearchRequest request = new SearchRequest("", null, null, 37, cursor, order);
            SearchPage page = search.page(request);
            seen.addAll(ids(page));
            cursor = page.next();
            // arrives in the middle of the range, on both sides of the cursor
            append(
                    order.ordinal() + 10L,
                    pages,
                    NOW.minus(Duration.ofMinutes(800)),
                    List.of(GeneratedEvents.event("/late", order + "-" + pages, "late")));
            pages++;
        } while (cursor != null);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < EVENTS; i += 10) {
            expected.addAll(
                    STORED.subList(i, i + 10).stream().map(Event::id).sorted().toList());
        }
        if (order == Order.NEWEST_FIRST) {
            Collections.reverse(expected);
        }
        assertEquals(expected, seen);
        server.execute("delete from event where type = 'late'");
    }

    @Test
    void looksAtTheGivenRangeOnly() {
        Instant from = NOW.minus(Duration.ofMinutes(4L * 200));
        Instant to = NOW.minus(Duration.ofMinutes(4L * 100));
        SearchRequest request = new SearchRequest("", from, to, 1_000, null, Order.NEWEST_FIRST);
        assertEquals(100, search.count(request).count());
        Set<String> expected =
                STORED.subList(200, 300).stream().map(Event::id).collect(Collectors.toCollection(HashSet::new));
        assertEquals(expected, new HashSet<>(ids(search.page(request))));
        Histogram histogram = search.histogram(request, 10);
        assertEquals(Collections.nCopies(10, 10L), histogram.counts());
        assertEquals(from, histogram.from());
        assertEquals(to, histogram.to());
        assertEquals(2_400, histogram.stepSeconds());
        SearchRequest last = SearchRequest.of("last:400m");
        assertEquals(100, search.count(last).count());
        assertEquals(
                NOW.minus(Duration.ofMinutes(400)), search.histogram(last, 4).from());
    }

    @Test
    void endsAPageBeforeItGetsTooLarge() {
        String text = "x".repeat(1 << 20);
        List<Event> large = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String json =
                    "{\"id\":\"large" + i + "\",\"source\":\"/large\",\"type\":\"large\",\"data\":\"" + text + "\"}";
            large.add(new Event("/large", "large" + i, "large", null, null, json.getBytes(StandardCharsets.UTF_8)));
        }
        append(3, 0, NOW.minus(Duration.ofDays(20)), large);
        SearchPage page = search.page(SearchRequest.of("type:large"));
        assertEquals(8, page.items().size());
        assertTrue(page.complete());
        SearchPage rest =
                search.page(new SearchRequest("type:large", null, null, 100, page.next(), Order.NEWEST_FIRST));
        assertEquals(2, rest.items().size());
        assertNull(rest.next());
        server.execute("delete from event where type = 'large'");
    }

    @Test
    void findsWordsBeyondTheKeptTermsByTheirText() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            words.append("word").append(i).append(' ');
        }
        append(
                4,
                0,
                NOW.minus(Duration.ofDays(25)),
                List.of(new Event(
                        "/wordy",
                        "wordy",
                        "wordy",
                        null,
                        null,
                        ("{\"id\":\"wordy\",\"source\":\"/wordy\",\"type\":\"wordy\",\"data\":\"" + words + "\"}")
                                .getBytes())));
        assertEquals(1, search.count(SearchRequest.of("word8999")).count());
        assertEquals(1, search.count(SearchRequest.of("word1")).count());
        assertEquals(0, search.count(SearchRequest.of("word9000")).count());
        server.execute("delete from event where type = 'wordy'");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
    void refusesALimitOutOfRange(int limit) {
        refused(
                ErrorCode.MALFORMED_REQUEST,
                () -> search.page(new SearchRequest("", null, null, limit, null, Order.NEWEST_FIRST)));
        refused(ErrorCode.MALFORMED_REQUEST, () -> search.histogram(SearchRequest.of(""), limit));
    }

    @Test
    void refusesAReversedRangeAndBearsAnEndlessOne() {
        refused(
                ErrorCode.MALFORMED_REQUEST,
                () -> search.page(new SearchRequest("", NOW, NOW.minusNanos(1), 10, null, Order.NEWEST_FIRST)));
        SearchRequest endless = new SearchRequest("", Instant.MIN, Instant.MAX, 10, null, Order.NEWEST_FIRST);
        assertEquals(10, search.page(endless).items().size());
        assertEquals(EVENTS, search.count(endless).count());
        assertEquals(3, search.histogram(endless, 3).counts().size());
    }

    @Test
    void refusesACursorOfAnotherQuery() {
        String cursor = search.page(new SearchRequest("", null, null, 10, null, Order.NEWEST_FIRST))
                .next();
        refused(
                ErrorCode.INVALID_CURSOR,
                () -> search.page(new SearchRequest("opened", null, null, 10, cursor, Order.NEWEST_FIRST)));
    }

    private static void refused(ErrorCode code, Runnable act) {
        assertEquals(code, assertThrows(PipelineException.class, act::run).code());
    }

    private static void append(long incarnation, long seq, Instant receivedAt, List<Event> events) {
        frames.append(List.of(new FrameToStore(
                new FrameId(incarnation, seq), queue((int) seq), receivedAt, events.size(), events, List.of())));
    }

    private static Instant receivedAt(int index) {
        return NOW.minus(Duration.ofMinutes(4L * (EVENTS - index / 10 * 10)));
    }

    private static String queue(int index) {
        return "q" + index / 10 % 3 % 2;
    }

    private static List<String> ids(SearchPage page) {
        return page.items().stream().map(item -> tree(item).path("id").asText()).toList();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return Json.tree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
