package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A walk over all pages sees what was committed when it began, while others store as fast as they can.
class PinnedWalkIT {
    private static final int WRITERS = 3;
    private static final int BEFORE = 6_000;

    private static TestDatabase server;
    private static Database database;
    private static FrameStore frames;
    private static SearchService search;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        frames = new FrameStore(database);
        search = new SearchService(database, InstantSource.system());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"NEWEST_FIRST, ''", "OLDEST_FIRST, ''", "NEWEST_FIRST, 'data.n>=0 last:1h'", "OLDEST_FIRST, arrived"})
    void seesEachRowCommittedBeforeOnceAndNoneCommittedAfter(Order order, String filter) throws Exception {
        String source = "/walk/" + order + "/" + filter.hashCode();
        String query = "source:" + source + " " + filter;
        store(source, 100, 0, BEFORE);
        AtomicBoolean over = new AtomicBoolean();
        Set<String> begun = ConcurrentHashMap.newKeySet();
        Set<String> committed = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = BEFORE + writer * 1_000_000;
                int lane = 200 + writer;
                writers.add(threads.submit(() -> {
                    for (int at = first; !over.get(); at += 20) {
                        for (int i = at; i < at + 20; i++) {
                            begun.add("e" + i);
                        }
                        store(source, lane, at, at + 20);
                        for (int i = at; i < at + 20; i++) {
                            committed.add("e" + i);
                        }
                    }
                    return null;
                }));
            }
            try {
                while (committed.size() < 500) {
                    Thread.onSpinWait();
                }
                Set<String> before = new HashSet<>(committed);
                List<String> seen = new ArrayList<>();
                SearchPage page = search.page(new SearchRequest(query, null, null, 100, null, order));
                Set<String> begunByThen = new HashSet<>(begun);
                add(seen, page);
                while (page.next() != null) {
                    page = search.page(new SearchRequest(query, null, null, 100, page.next(), order));
                    add(seen, page);
                }
                Set<String> once = new HashSet<>(seen);
                assertEquals(seen.size(), once.size(), "seen twice");
                assertTrue(once.containsAll(before), "committed before and not seen");
                for (int i = 0; i < BEFORE; i++) {
                    assertTrue(once.contains("e" + i), "e" + i);
                }
                once.removeIf(id -> Integer.parseInt(id.substring(1)) < BEFORE || begunByThen.contains(id));
                assertEquals(Set.of(), once, "begun after the first page and seen");
                assertTrue(committed.size() > begunByThen.size(), "nobody stored while it walked");
            } finally {
                over.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    /// Received at any time of the last ten minutes, as after a pause.
    private static void store(String source, int lane, int from, int to) {
        Random random = new Random(from);
        for (int at = from; at < to; at += 500) {
            List<Event> events = new ArrayList<>();
            for (int i = at; i < Math.min(to, at + 500); i++) {
                String json = "{\"id\":\"e%d\",\"source\":\"%s\",\"type\":\"walk.arrived\",\"data\":{\"n\":%d}}"
                        .formatted(i, source, i);
                events.add(new Event(source, "e" + i, "walk.arrived", null, null, json.getBytes()));
            }
            Instant receivedAt = Instant.now().minusSeconds(random.nextInt(600));
            FrameId id = new FrameId(source.hashCode() * 1_000L + lane, at);
            frames.append(List.of(new FrameToStore(id, "q", receivedAt, events.size(), events, List.of())));
        }
    }

    private static void add(List<String> seen, SearchPage page) throws IOException {
        assertTrue(page.complete());
        for (byte[] item : page.items()) {
            seen.add(Json.tree(item).path("id").asText());
        }
    }
}
