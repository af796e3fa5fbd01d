package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.EventCount;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Queries at random against a reference in memory. A failure names its seed and its query.
class QueryPropertiesIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private static final int EVENTS = 2_200;
    private static final int QUERIES = 250;

    private static TestDatabase server;
    private static Database database;
    private static SearchService search;
    private static final long SEED = System.nanoTime();
    private static final Random RANDOM = new Random(SEED);
    private static final WildEvents WILD = new WildEvents(RANDOM, NOW);
    private static final List<Event> STORED = new ArrayList<>();
    private static final TreeMap<String, Instant> RECEIVED = new TreeMap<>();

    @BeforeAll
    static void store() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        search = new SearchService(database, InstantSource.fixed(NOW));
        FrameStore frames = new FrameStore(database);
        int seq = 0;
        while (STORED.size() < EVENTS) {
            List<Event> events = new ArrayList<>();
            // few and many in a block; several frames of one microsecond
            for (int i = 1 + RANDOM.nextInt(RANDOM.nextBoolean() ? 3 : 40); i > 0; i--) {
                events.add(WILD.event(STORED.size() + events.size()));
            }
            Instant receivedAt = NOW.minusSeconds(60L * RANDOM.nextInt(120));
            frames.append(List.of(
                    new FrameToStore(new FrameId(1, seq++), "q1", receivedAt, events.size(), events, List.of())));
            events.forEach(event -> RECEIVED.put(event.id(), receivedAt));
            STORED.addAll(events);
        }
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
        STORED.clear();
    }

    @Test
    void findsWhatTheReferenceFindsWhateverIsAsked() {
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            String query = WILD.query(3);
            String told = "seed " + SEED + ", query " + query;
            Condition condition = QueryParser.parse(query, NOW, ZoneOffset.UTC);
            TreeSet<String> expected = new TreeSet<>();
            for (Event event : STORED) {
                if (ReferenceSearch.matches(condition, event, "q1", RECEIVED.get(event.id()))) {
                    expected.add(event.id());
                }
            }
            Order order = RANDOM.nextBoolean() ? Order.NEWEST_FIRST : Order.OLDEST_FIRST;
            List<String> ids = walk(query, order, 1 + RANDOM.nextInt(400));
            assertEquals(expected, new TreeSet<>(ids), told);
            assertEquals(expected.size(), ids.size(), told);
            assertEquals(new EventCount(expected.size(), true), search.count(SearchRequest.of(query)), told);
            found += expected.isEmpty() || expected.size() == STORED.size() ? 0 : 1;
        }
        assertTrue(found > QUERIES / 4, "queries that tell events apart: " + found);
    }

    private static List<String> walk(String query, Order order, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            SearchPage page = search.page(new SearchRequest(query, null, null, limit, cursor, order));
            page.items().forEach(item -> ids.add(id(item)));
            cursor = page.next();
        } while (cursor != null);
        List<String> sorted = new ArrayList<>(ids);
        sorted.sort((a, b) -> {
            int byTime = RECEIVED.get(a).compareTo(RECEIVED.get(b));
            int ascending = byTime != 0 ? byTime : a.compareTo(b);
            return order == Order.OLDEST_FIRST ? ascending : -ascending;
        });
        assertEquals(sorted, ids, "order of " + query);
        return ids;
    }

    private static String id(byte[] json) {
        try {
            return Json.tree(json).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
