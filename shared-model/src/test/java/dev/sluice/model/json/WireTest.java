package dev.sluice.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Rejection;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.storage.StorageState;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The wire contract to the letter, both ways: what these texts say is what scripts rely on.
class WireTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.250Z");

    private static final QueueState QUEUE = new QueueState(
            "orders",
            List.of("order.*"),
            new QueueState.Depth(392, 3, 2, 1),
            new QueueState.Rates(212, 0.5, 0, 0),
            2,
            4.5,
            null,
            new QueueState.Pause("paused", "db upgrade", "admin", AT, null),
            20,
            QueueState.ACTIVE,
            new QueueState.Limits(2_147_483_648L, false, 51_200, false, QueueState.Limits.APPLIED, null),
            List.of(),
            null,
            QueueState.Ingest.OPENED);
    private static final String QUEUE_JSON = """
            {"name":"orders","patterns":["order.*"],"depth":{"events":392,"messages":3,"ready":2,"unacked":1},\
            "rates":{"accepted":212.0,"stored":0.5,"duplicate":0.0,"deadLettered":0.0},"consumers":2,\
            "oldestAgeSeconds":4.5,"drainSeconds":null,"pause":{"state":"paused","reason":"db upgrade","by":"admin",\
            "since":"2026-11-23T10:00:00.250Z","until":null},"position":20,"status":"active",\
            "limits":{"maxBytes":2147483648,"own":false,"bytes":51200,"full":false,"policy":"applied"},"faults":[],"throttle":null,"ingest":{"state":"open"}}""";

    private static final StorageState STORAGE = StorageState.of(
            List.of(
                    StorageState.Place.of("home", 400, 1_000L, 5_000L, 100L, 2.0),
                    StorageState.Place.of("database", 300, null, null, null, null)),
            86_400L,
            AT);

    private static final Map<Object, String> GOLDEN = Map.of(
            STORAGE,
            """
            {"places":[{"name":"home","usedBytes":400,"budgetBytes":1000,"freeBytes":5000,"reserveBytes":100,\
            "growthBytesPerSecond":2.0,"fullSeconds":300.0},{"name":"database","usedBytes":300}],"fullSeconds":300.0,\
            "keepSeconds":86400,"keptFrom":"2026-11-23T10:00:00.250Z"}""",
            new Receipt(2, List.of(new Rejection(1, "missing-attribute", "/id", "id is required")), 1, null),
            """
            {"accepted":2,"rejected":[{"index":1,"code":"missing-attribute","pointer":"/id","detail":"id is required"}],\
            "rejectedTotal":1}""",
            new Ledger(9, 5, 1, 1, 1, 1, 0, null, null),
            """
            {"accepted":9,"stored":5,"duplicate":1,"deadLettered":1,"purged":1,"inFlight":1,"unexplained":0}""",
            QUEUE,
            QUEUE_JSON,
            new EventCount(502, true),
            """
            {"count":502,"exact":true}""",
            new PurgePlan(
                    "p-1",
                    "orders",
                    3,
                    1,
                    AT,
                    AT,
                    List.of(),
                    1.5,
                    true,
                    false,
                    AT,
                    new PurgeFilter("order.*", null, "2h"),
                    true,
                    2,
                    900,
                    AT,
                    null,
                    List.of("shop"),
                    List.of("1@local")),
            """
            {"plan":"p-1","queue":"orders","count":3,"messages":1,"oldest":"2026-11-23T10:00:00.250Z",\
            "newest":"2026-11-23T10:00:00.250Z","samples":[],"acceptedPerSecond":1.5,"undo":true,"confirmName":false,\
            "expires":"2026-11-23T10:00:00.250Z","filter":{"type":"order.*","olderThan":"2h"},"exact":true,"inFlight":2,\
            "bytes":900,"undoUntil":"2026-11-23T10:00:00.250Z","publishers":["shop"],"consumers":["1@local"]}""",
            new AuditRecord(AT, "admin", "pause", "queue:orders", "db", "done", "127.0.0.1", "running", "paused"),
            """
            {"at":"2026-11-23T10:00:00.250Z","who":"admin","act":"pause","target":"queue:orders","reason":"db",\
            "outcome":"done","from":"127.0.0.1","before":"running","after":"paused"}""",
            Problem.of(ErrorCode.QUEUE_FULL, "Full.", "r1"),
            """
            {"type":"about:blank","title":"The queue is at its limit","status":503,"code":"queue-full","detail":"Full.",\
            "retryable":true,"requestId":"r1"}""",
            HealthReport.of(List.of(new HealthReport.Check("disk", HealthState.AMBER, "Soon."))),
            """
            {"state":"amber","checks":[{"name":"disk","state":"amber","detail":"Soon."}]}""");

    @TestFactory
    List<DynamicTest> everyRecordReadsAndWritesItsGoldenText() {
        return GOLDEN.entrySet().stream()
                .map(golden ->
                        DynamicTest.dynamicTest(golden.getKey().getClass().getSimpleName(), () -> {
                            assertEquals(golden.getValue(), Json.text(golden.getKey()));
                            assertEquals(
                                    golden.getKey(),
                                    Json.read(golden.getValue(), golden.getKey().getClass()));
                        }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyLiveUpdateIsToldApartByItsKind() {
        TelemetrySample sample = new TelemetrySample(AT, 1, 1, 0, 0, 0, 0, 0, null, null, null);
        return Map.of(
                        "welcome", new LiveUpdate.Welcome("sluice", "1", "embedded", "admin", AT),
                        "telemetry", new LiveUpdate.Telemetry(sample),
                        "queues", new LiveUpdate.Queues(List.of(QUEUE)),
                        "storage", new LiveUpdate.Storage(STORAGE),
                        "gap", new LiveUpdate.Gap(3))
                .entrySet()
                .stream()
                .map(update -> DynamicTest.dynamicTest(update.getKey(), () -> {
                    String text = Json.text(update.getValue());
                    assertEquals(
                            update.getKey(),
                            Json.tree(text.getBytes(UTF_8)).get("kind").asText());
                    assertEquals(update.getValue(), Json.read(text, LiveUpdate.class));
                }))
                .toList();
    }

    @Test
    void readsAQueueOfAServerThatTellsNoLimits() throws IOException {
        String older = QUEUE_JSON.substring(0, QUEUE_JSON.indexOf(",\"position\"")) + "}";
        QueueState queue = Json.read(older, QueueState.class);
        assertEquals(QueueState.ACTIVE, queue.status());
        assertEquals(List.of(), queue.faults());
        assertNull(queue.limits());
    }

    @Test
    void ignoresFieldsItDoesNotKnow() throws IOException {
        assertEquals(
                new EventCount(1, false), Json.read("{\"count\":1,\"exact\":false,\"later\":{}}", EventCount.class));
    }

    @Test
    void keepsEveryDigitOfADecimal() throws IOException {
        String text = "{\"amount\":1.50,\"big\":12345678901234567890.123456789}";
        assertEquals(text, Json.text(Json.tree(text.getBytes(UTF_8))));
    }

    @Test
    void takesNothingAfterTheEnd() {
        assertThrows(IOException.class, () -> Json.read("{\"count\":1,\"exact\":true} {}", EventCount.class));
    }

    @Test
    void everyErrorCodeIsKebabCaseAndUnique() {
        List<String> codes =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList();
        assertEquals(codes.size(), codes.stream().distinct().count());
        codes.forEach(code -> assertEquals(code, code.replaceAll("[^a-z-]", "")));
    }
}
