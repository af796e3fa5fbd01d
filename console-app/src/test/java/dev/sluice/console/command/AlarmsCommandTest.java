package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmCounts;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmSeverity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmsCommandTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static Alarm alarm(String state, @Nullable String by, @Nullable String note) {
        return new Alarm(
                "12",
                "queue-depth",
                AlarmKind.QUEUE_DEPTH,
                "orders",
                AlarmSeverity.CRITICAL,
                state,
                "20 events wait in queue orders; the limit is 10.",
                20,
                10,
                2,
                AT,
                AT,
                null,
                by == null ? null : AT,
                by,
                note,
                "Add a store instance.",
                null,
                null);
    }

    @Test
    void listsWhatIsOpen() {
        Alarm alarm = alarm(Alarm.RAISED, null, null);
        server.on(
                "GET /v1/alarms",
                r -> Answer.json(new AlarmPage(List.of(alarm), AlarmCounts.of(List.of(alarm)), AT, null)));
        CommandRun run = CommandRun.of(server, "", "alarms", "list");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals("""
                ID     SEVERITY  STATE         RULE             COUNT  WHAT
                12     critical  raised        queue-depth          2  20 events wait in queue orders; the limit is 10.
                """, run.out());
    }

    @Test
    void acknowledgesWithANote() {
        server.on("POST /v1/alarms/12/ack", r -> Answer.json(alarm(Alarm.ACKNOWLEDGED, "anna", "on it")));
        CommandRun run = CommandRun.of(server, "", "alarms", "ack", "12", "--note", "on it");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals(
                "critical acknowledged #12 queue-depth: 20 events wait in queue orders; the limit is 10."
                        + " It came 2 times. Acknowledged by anna: on it\n",
                run.out());
        assertEquals("{\"note\":\"on it\"}", server.requests().getFirst().text());
    }

    @Test
    void changesOfARuleOnlyWhatIsSaid() {
        server.on(
                "PUT /v1/alarm-rules/queue-depth",
                r -> Answer.json(new AlarmRule(
                        "queue-depth",
                        AlarmKind.QUEUE_DEPTH,
                        "*",
                        AlarmSeverity.WARNING,
                        5,
                        60,
                        "",
                        null,
                        false,
                        null,
                        null,
                        null,
                        AT,
                        "anna")));
        CommandRun run = CommandRun.of(server, "", "alarms", "set", "queue-depth", "--threshold", "5", "--no-enabled");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().endsWith("for 60 s, warning, disabled\n"), run.out());
        assertEquals(
                "{\"threshold\":5.0,\"enabled\":false}",
                server.requests().getFirst().text());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "alarms", "disable", "x").code());
    }
}
