package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.Facet;
import dev.sluice.model.search.FacetValue;
import dev.sluice.model.search.Facets;
import dev.sluice.model.search.FieldStatistics;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is told of a result beside its events, against a reference that counts by hand.
class FieldServiceIT {
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
    @ValueSource(strings = {"", "data.n>1", "type:com.example.*", "opened", "nothinglikethis"})
    void countsFacetsAsTheReferenceDoes(String query) {
        FieldService fields = new FieldService(search);
        List<String> paths =
                List.of("type", "subject", "queue", "data.action", "data.tags.name", "data.n", "data.none");
        Facets facets = fields.facets(SearchRequest.of(query), paths, 1_000);
        Condition condition = QueryParser.parse(query, NOW, ZoneOffset.UTC);
        for (Facet facet : facets.items()) {
            Map<String, Long> expected = new TreeMap<>();
            long missing = 0;
            long events = 0;
            for (int i = 0; i < EVENTS; i++) {
                if (!ReferenceSearch.matches(condition, STORED.get(i), queue(i), receivedAt(i))) {
                    continue;
                }
                events++;
                Set<String> values = new TreeSet<>(ReferenceSearch.values(STORED.get(i), facet.path()));
                if (facet.path().equals("queue")) {
                    values.add(queue(i));
                }
                missing += values.isEmpty() ? 1 : 0;
                values.forEach(value -> expected.merge(value, 1L, Long::sum));
            }
            Map<String, Long> counted = new TreeMap<>();
            facet.values().forEach(value -> counted.put(value.value(), value.count()));
            assertEquals(expected, counted, facet.path());
            assertEquals(missing, facet.missing(), facet.path());
            assertEquals(events, facet.events(), facet.path());
            assertTrue(facet.exact());
        }
        Facet top = fields.facets(SearchRequest.of(query), List.of("type"), 2)
                .items()
                .getFirst();
        assertEquals(facets.items().getFirst().values().stream().limit(2).toList(), top.values());
    }

    @Test
    void tellsTheStatisticsOfAField() {
        String type = "statistics";
        List<String> data = List.of(
                "9007199254740993", "-1.5", "\"text\"", "[1e2,100]", "null", "{\"x\":1}", "1e999999", "\"1e2\"");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            String json = "{\"id\":\"%d\",\"source\":\"/st\",\"type\":\"%s\",\"data\":{\"v\":%s}}"
                    .formatted(i, type, data.get(i));
            events.add(new Event("/st", "" + i, type, null, null, json.getBytes(StandardCharsets.UTF_8)));
        }
        append(7, 0, NOW.minus(Duration.ofDays(26)), events);
        FieldService fields = new FieldService(search);
        FieldStatistics all = fields.statistics(SearchRequest.of("type:" + type), "data.v");
        assertEquals(8, all.events());
        assertEquals(1, all.missing());
        assertEquals(8, all.values());
        assertEquals(5, all.numbers());
        assertEquals(new BigDecimal("-1.5"), all.min());
        assertEquals(new BigDecimal("1e999999"), all.max());
        assertEquals(7, all.distinct());
        assertTrue(all.exact() && all.distinctExact());
        FieldStatistics some = fields.statistics(SearchRequest.of("type:statistics data.v<1e300"), "data.v");
        assertEquals(new BigDecimal("9007199254740993"), some.max());
        assertEquals(0, new BigDecimal("2251799813685297.875").compareTo(some.average()));
        FieldStatistics none = fields.statistics(SearchRequest.of("nothinglikethis"), "data.v");
        assertEquals(new FieldStatistics("data.v", 0, 0, 0, 0, null, null, null, 0, true, true), none);
        server.execute("delete from event where type = 'statistics'");
    }

    @Test
    void showsTheEventsAroundOne() {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < EVENTS; i += 10) {
            order.addAll(
                    STORED.subList(i, i + 10).stream().map(Event::id).sorted().toList());
        }
        int at = order.indexOf("e205");
        SurroundingEvents around =
                search.around("e205", null, 3, 4, SurroundingEvents.Same.ANY).orElseThrow();
        assertEquals(order.subList(at - 3, at), idsOf(around.before()));
        assertEquals("e205", tree(around.event()).path("id").asText());
        assertEquals(order.subList(at + 1, at + 5), idsOf(around.after()));

        String source = STORED.get(205).source();
        List<String> same = order.stream()
                .filter(id ->
                        STORED.get(Integer.parseInt(id.substring(1))).source().equals(source))
                .toList();
        int place = same.indexOf("e205");
        SurroundingEvents ofSource = search.around("e205", source, 2, 2, SurroundingEvents.Same.SOURCE)
                .orElseThrow();
        assertEquals(same.subList(place - 2, place), idsOf(ofSource.before()));
        assertEquals(same.subList(place + 1, place + 3), idsOf(ofSource.after()));

        SurroundingEvents first = search.around(order.getFirst(), null, 5, 0, SurroundingEvents.Same.ANY)
                .orElseThrow();
        assertEquals(List.of(), first.before());
        assertEquals(List.of(), first.after());
        assertEquals(Optional.empty(), search.around("nobody", null, 1, 1, SurroundingEvents.Same.ANY));
        String without = STORED.stream()
                .filter(event -> event.subject() == null)
                .findFirst()
                .orElseThrow()
                .id();
        refused(ErrorCode.MALFORMED_REQUEST, () -> search.around(without, null, 1, 1, SurroundingEvents.Same.SUBJECT));
    }

    @Test
    void completesFieldsAndValuesByWhatWasSeenLately() {
        Instant[] now = {NOW};
        FieldCatalogue catalogue = new FieldCatalogue(search, () -> now[0]);
        List<String> fields = catalogue.fields("data.", 100).items().stream()
                .map(FacetValue::value)
                .toList();
        assertEquals(Set.of("data.action", "data.text", "data.n", "data.ok", "data.tags.name"), new HashSet<>(fields));
        assertEquals(
                Set.of("opened", "Opened"),
                catalogue.values("data.action", "OP", 100).items().stream()
                        .map(FacetValue::value)
                        .collect(Collectors.toSet()));
        assertEquals(List.of(), catalogue.values("data.none", "", 100).items());
        assertEquals(1, catalogue.fields("", 1).items().size());
        assertEquals(EVENTS, catalogue.fields("", 1).sampled());

        append(8, 0, NOW.minus(Duration.ofDays(27)), List.of(GeneratedEvents.event("/new", "fresh", "fresh.type")));
        assertEquals(List.of(), catalogue.values("type", "fresh", 100).items());
        now[0] = NOW.plus(FieldCatalogue.FRESH);
        assertEquals(
                List.of(new FacetValue("fresh.type", 1)),
                catalogue.values("type", "fresh", 100).items());
        server.execute("delete from event where type = 'fresh.type'");
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

    private static List<String> idsOf(List<byte[]> items) {
        return items.stream().map(item -> tree(item).path("id").asText()).toList();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return Json.tree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
