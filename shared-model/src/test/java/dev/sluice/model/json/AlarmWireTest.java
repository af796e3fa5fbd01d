package dev.sluice.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmCounts;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmRuleRequest;
import dev.sluice.model.alarm.AlarmSeverity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The wire contract of alarms to the letter, both ways.
class AlarmWireTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00.250Z");
    private static final String TIME = "\"2026-11-25T10:00:00.250Z\"";

    private static void holds(Object value, String json) throws IOException {
        assertEquals(json, Json.text(value));
        assertEquals(value, Json.read(json.getBytes(UTF_8), value.getClass()));
    }

    @Test
    void holdsAlarmsToTheLetter() throws IOException {
        Alarm alarm = new Alarm(
                "12",
                "queue-depth",
                AlarmKind.QUEUE_DEPTH,
                "orders",
                AlarmSeverity.CRITICAL,
                Alarm.RAISED,
                "much waits",
                20,
                10,
                2,
                AT,
                AT,
                null,
                null,
                null,
                null,
                "look",
                null,
                null);
        holds(
                new AlarmPage(List.of(alarm), AlarmCounts.of(List.of(alarm)), AT, null),
                "{\"items\":[{\"id\":\"12\",\"rule\":\"queue-depth\",\"kind\":\"queue-depth\",\"target\":\"orders\","
                        + "\"severity\":\"critical\",\"state\":\"raised\",\"text\":\"much waits\",\"value\":20.0,"
                        + "\"threshold\":10.0,\"count\":2,\"raisedAt\":" + TIME + ",\"lastRaisedAt\":" + TIME
                        + ",\"clearedAt\":null,\"ackedAt\":null,\"guidance\":\"look\"}],\"counts\":{\"open\":1,"
                        + "\"standing\":1,\"unacknowledged\":1,\"worst\":\"critical\"},\"evaluatedAt\":" + TIME
                        + ",\"next\":null}");
    }

    @Test
    void holdsRulesToTheLetter() throws IOException {
        holds(
                new AlarmRule(
                        "silent",
                        AlarmKind.SOURCE_SILENT,
                        "/shop*",
                        AlarmSeverity.INFO,
                        5,
                        60,
                        "ask",
                        null,
                        true,
                        null,
                        null,
                        null,
                        AT,
                        "sluice"),
                "{\"id\":\"silent\",\"kind\":\"source-silent\",\"target\":\"/shop*\",\"severity\":\"info\","
                        + "\"threshold\":5.0,\"forSeconds\":60,\"guidance\":\"ask\",\"link\":null,\"enabled\":true,"
                        + "\"disabledUntil\":null,\"changedAt\":" + TIME + ",\"changedBy\":\"sluice\"}");
        AlarmRuleRequest request = Json.read("{\"threshold\":1}".getBytes(UTF_8), AlarmRuleRequest.class);
        assertEquals(1.0, request.threshold());
        assertNull(request.kind());
    }
}
