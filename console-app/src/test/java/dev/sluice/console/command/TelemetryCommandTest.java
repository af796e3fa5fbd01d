package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.json.Json;
import dev.sluice.model.live.TelemetryCounts;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.live.TelemetryTypes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryCommandTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForStretchAndStepAndShowsCountsRatherThanRates() {
        TelemetryCounts counts = new TelemetryCounts(600, 590, 10, 0, 0, 3, 0);
        TelemetrySample sample = new TelemetrySample(
                AT, 10, 9.8, 0, 0, 0, 42, 1, 1.0, 2.0, 12.345, 60, counts, null, null, null, null, null);
        server.on("GET /v1/telemetry", r -> Answer.json(new TelemetryHistory(List.of(sample), 60)));
        CommandRun run = CommandRun.of(
                server, "", "telemetry", "--from", "2026-11-23T09:00:00Z", "--step", "1m", "--queue", "orders");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals(
                "from=2026-11-23T09%3A00%3A00Z&step=60&queue=orders",
                server.requests().getFirst().query());
        String row = run.out().lines().toList().getLast();
        assertEquals(
                List.of("2026-11-23T10:00:00Z", "600", "590", "10", "0", "3", "42", "12.3"), List.of(row.split(" +")));
    }

    @Test
    void listsSourcesAndTypesWithTheRestOfThem() {
        TelemetryTypes types =
                new TelemetryTypes(List.of(new TelemetryTypes.Pair("/s", "order.made", 7)), 3, 10, AT, AT);
        server.on("GET /v1/telemetry/types", r -> Answer.json(types));

        List<String> lines =
                CommandRun.of(server, "", "telemetry", "--types").out().lines().toList();
        assertEquals(List.of("", "7", "order.made", "/s"), List.of(lines.get(1).split(" +")));
        assertEquals(
                List.of("", "3", "(other)", "(other)"), List.of(lines.get(2).split(" +")));
        assertEquals(
                Json.text(types) + "\n",
                CommandRun.of(server, "", "telemetry", "--types", "--json").out());
    }

    @Test
    void refusesAStepThatIsNoWholeSecond() {
        CommandRun run = CommandRun.of(server, "", "telemetry", "--step", "1500ms");
        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().contains("1s to 1d"), run.err());
    }
}
