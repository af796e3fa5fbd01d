package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.fleet.FleetMember;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.TelemetryCounts;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetryLatency;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.live.TelemetryTypes;
import dev.sluice.server.history.HistoryReader;
import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A load with known counts through two real instances: what is remembered of it.
class TelemetryIT {
    private static final Duration PAST = Duration.ofMinutes(10);

    private static TelemetryCounts sum(TelemetryHistory history) {
        TelemetryCounts sum = new TelemetryCounts(0, 0, 0, 0, 0, 0, 0);
        for (TelemetrySample sample : history.items()) {
            TelemetryCounts more = sample.counts();
            sum = new TelemetryCounts(
                    sum.accepted() + more.accepted(),
                    sum.stored() + more.stored(),
                    sum.duplicate() + more.duplicate(),
                    sum.deadLettered() + more.deadLettered(),
                    sum.purged() + more.purged(),
                    sum.rejected() + more.rejected(),
                    sum.refused() + more.refused());
        }
        return sum;
    }

    private static long measured(
            TelemetryHistory history, Function<TelemetryLatency, TelemetryLatency.@Nullable Stage> stage) {
        return history.items().stream()
                .map(sample -> stage.apply(sample.latency()))
                .mapToLong(s -> s == null ? 0 : s.count())
                .sum();
    }

    private static TelemetryHistory ask(
            HistoryReader reader, @Nullable Integer step, @Nullable String queue, @Nullable String instance) {
        return reader.history(Instant.now().minus(PAST), null, step, queue, instance);
    }

    private static HistoryReader reader(PipelineFleet fleet, int instance) {
        return fleet.pipeline(instance).history().reader();
    }

    private static String id(PipelineFleet fleet, int instance) {
        return fleet.pipeline(instance).fleet().members().items().stream()
                .filter(FleetMember::answering)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static void sendRefused(PipelineFleet fleet, int instance, int count) {
        String body = "{\"id\":\"x\",\"source\":\"/test\"}\n".repeat(count);
        fleet.pipeline(instance)
                .ingest()
                .ingest(new IngestRequest(
                        "application/x-ndjson", null, new ByteArrayInputStream(body.getBytes(UTF_8)), -1));
    }

    @Test
    void addsUpExactlyToTheKnownCountsOfTheFleetItsQueuesInstancesSourcesAndTypes() {
        try (PipelineFleet fleet = new PipelineFleet(2, Map.of())) {
            fleet.define("orders", List.of("order.*"));
            Eventually.eventually(DEADLINE, () -> fleet.queues(1).contains("orders"), "both know the queue");
            DeadEvents.refuse(fleet.servers.database());
            // 1,000 and 700 of orders, of which 200 twice; 30 dead of 100 others; 5 and 6 that are no events
            for (int i = 0; i < 10; i++) {
                fleet.send(i % 2, "order.made", i * 100, i * 100 + 100, 10);
            }
            fleet.send(1, "order.paid", 0, 700, 10);
            fleet.send(0, "order.paid", 0, 200, 10);
            fleet.send(1, "other", 0, 70, 10);
            fleet.send(0, "poison", 0, 30, 10);
            sendRefused(fleet, 0, 5);
            sendRefused(fleet, 1, 6);
            Ledger ledger = fleet.settled();
            assertEquals(2_000, ledger.accepted());
            TelemetryCounts known = new TelemetryCounts(2_000, 1_770, 200, 30, 0, 11, 0);

            for (int instance = 0; instance < 2; instance++) {
                HistoryReader reader = reader(fleet, instance);
                TelemetryHistory seconds = Eventually.eventually(
                        DEADLINE,
                        () -> ask(reader, 1, null, null),
                        h -> sum(h).equals(known) && measured(h, TelemetryLatency::total) == 1_770,
                        "it adds up to " + known);
                assertEquals("second", seconds.resolution());
                assertEquals(2_000, measured(seconds, TelemetryLatency::confirmed));
                assertEquals(1_770, measured(seconds, TelemetryLatency::delivered));
                assertEquals(1_770, measured(seconds, TelemetryLatency::stored));
                assertEquals(known, sum(ask(reader, 60, null, null)));
                assertEquals(known, sum(ask(reader, null, null, null)));
                assertEquals(new TelemetryCounts(1_900, 1_700, 200, 0, 0, 0, 0), sum(ask(reader, 1, "orders", null)));
                assertEquals(new TelemetryCounts(100, 70, 0, 30, 0, 0, 0), sum(ask(reader, 1, "default", null)));

                List<TelemetryCounts> each = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    each.add(sum(ask(reader, 1, null, id(fleet, i))));
                }
                assertEquals(730, each.getFirst().accepted());
                assertEquals(1_270, each.getLast().accepted());
                assertEquals(5, each.getFirst().rejected());
                assertEquals(1_770, each.getFirst().stored() + each.getLast().stored());
                assertEquals(30, each.getFirst().deadLettered() + each.getLast().deadLettered());

                TelemetryTypes types = Eventually.eventually(
                        DEADLINE, () -> reader.types(null, null, 10), t -> t.total() == 2_000, "all types are there");
                assertEquals(
                        List.of(
                                new TelemetryTypes.Pair("/test", "order.made", 1_000),
                                new TelemetryTypes.Pair("/test", "order.paid", 900),
                                new TelemetryTypes.Pair("/test", "other", 70),
                                new TelemetryTypes.Pair("/test", "poison", 30)),
                        types.items());
                assertEquals(0, types.other());
            }
        }
    }

    @Test
    void goesOnExactlyAfterTheDatabaseWasAwayAndSaysMeanwhileWhatItStillKnows() {
        try (PipelineFleet fleet = new PipelineFleet(1, Map.of())) {
            fleet.send(0, "order", 0, 100, 10);
            fleet.settled();
            HistoryReader reader = reader(fleet, 0);
            Eventually.eventually(
                    DEADLINE, () -> sum(ask(reader, 1, null, null)).accepted() == 100, "it is kept");
            fleet.servers.database().cut();
            fleet.send(0, "order", 100, 300, 10);
            List<TelemetrySample> alone = Eventually.eventually(
                    DEADLINE,
                    () -> ask(reader, 1, null, null).items(),
                    items -> items.stream().anyMatch(s -> s.accepted() >= 200)
                            && items.stream().anyMatch(s -> s.database() == HealthState.RED),
                    "its own seconds are known without the database");
            assertTrue(alone.stream().anyMatch(s -> s.latency().confirmed() != null));
            fleet.servers.database().restore();
            fleet.settled();
            TelemetryHistory whole = Eventually.eventually(
                    DEADLINE,
                    () -> ask(reader, 1, null, null),
                    h -> sum(h).accepted() == 300 && sum(h).stored() == 300,
                    "every event is in some second");
            assertTrue(
                    whole.items().stream().anyMatch(sample -> sample.database() == HealthState.RED),
                    "and it is known that the database was away");
            assertEquals(300, sum(ask(reader, 1, null, id(fleet, 0))).accepted());
        }
    }

    @Test
    void knowsTheLastSecondsOnlyWhenNothingIsToBeRemembered() {
        try (PipelineFleet fleet = new PipelineFleet(1, Map.of("SLUICE_TELEMETRY", "false"))) {
            fleet.send(0, "order", 0, 100, 10);
            HistoryReader reader = reader(fleet, 0);
            Eventually.eventually(
                    DEADLINE, () -> sum(ask(reader, 1, null, null)).accepted() == 100, "it is known");
            assertEquals(0, fleet.servers.database().number("select count(*) from telemetry_fresh"));
        }
    }
}
