package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.store.RetentionStore;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// B66: a walk over pages while rows arrive and the oldest day is dropped.
class RetentionWalkIT {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final int A_DAY = 60;

    private TestDatabase server;
    private Database database;
    private FrameStore frames;
    private SearchService search;
    private int numbered;

    @BeforeEach
    void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        frames = new FrameStore(database);
        search = new SearchService(database, InstantSource.system());
        store(TODAY.minusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC));
        store(TODAY.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    private void store(Instant at) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < A_DAY; i++) {
            events.add(GeneratedEvents.event("/s", String.format("e%04d", numbered + i), "t"));
        }
        frames.append(List.of(new FrameToStore(new FrameId(1, numbered), "q", at, A_DAY, events, List.of())));
        numbered += A_DAY;
    }

    private void dropYesterday() {
        assertInstanceOf(RetentionStore.Outcome.Dropped.class, new RetentionStore(database).dropOldest(TODAY));
        // its partition is made ahead again, empty
        numbered += A_DAY;
        store(Instant.now().minus(Duration.ofSeconds(1)));
    }

    private SearchPage page(Order order, String query, int limit, String cursor) {
        return search.page(new SearchRequest(query, null, null, limit, cursor, order, ZoneOffset.UTC));
    }

    private static void add(List<String> seen, List<byte[]> items) throws IOException {
        for (byte[] item : items) {
            seen.add(Json.tree(item).path("id").asText());
        }
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> String.format("e%04d", i))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"''", "type:t", "t"})
    void theNewestFirstSeesAllThatIsKeptOnceAndEndsThere(String query) throws IOException {
        List<String> seen = new ArrayList<>();
        SearchPage page = page(Order.NEWEST_FIRST, query, 25, null);
        add(seen, page.items());
        dropYesterday();
        while (page.next() != null) {
            page = page(Order.NEWEST_FIRST, query, 25, page.next());
            add(seen, page.items());
        }
        assertEquals(ids(A_DAY, 2 * A_DAY), seen.reversed());
    }

    @Test
    void theOldestFirstSaysThatItsCursorExpiredInsteadOfSkippingRows() {
        SearchPage page = page(Order.OLDEST_FIRST, "", 25, null);
        String next = page.next();
        assertNotNull(next);
        dropYesterday();
        PipelineException e = assertThrows(PipelineException.class, () -> page(Order.OLDEST_FIRST, "", 25, next));
        assertEquals(ErrorCode.CURSOR_EXPIRED, e.code());
    }

    @Test
    void theOldestFirstGoesOnWhenItIsPastWhatWasDropped() throws IOException {
        List<String> seen = new ArrayList<>();
        SearchPage page = page(Order.OLDEST_FIRST, "", A_DAY + 10, null);
        add(seen, page.items());
        dropYesterday();
        page = page(Order.OLDEST_FIRST, "", 1_000, page.next());
        add(seen, page.items());
        assertNull(page.next());
        assertEquals(ids(0, 2 * A_DAY), seen);
    }

    @Test
    void anExportFromTheOldestOnFailsRatherThanLeaveRowsOut() {
        EventExport export =
                search.export(new SearchRequest("", null, null, 100, null, Order.OLDEST_FIRST, ZoneOffset.UTC));
        assertEquals(A_DAY, export.next().size(), "yesterday's, within its first hour");
        dropYesterday();
        assertEquals(
                ErrorCode.CURSOR_EXPIRED,
                assertThrows(PipelineException.class, export::next).code());
    }
}
