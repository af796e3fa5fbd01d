package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmDisable;
import dev.sluice.model.alarm.AlarmRuleRequest;
import dev.sluice.model.alarm.AlarmSeverity;
import dev.sluice.model.queue.ThrottleRequest;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two instances, real queues, every kind of rule driven into its alarm and out again.
class AlarmsIT {
    private static final String QUEUE = "default";

    private final PipelineFleet fleet = new PipelineFleet(2, Map.of());
    private final AlarmFleet alarms = new AlarmFleet(fleet);
    private int sent;

    @AfterEach
    void stop() {
        fleet.close();
    }

    private void send(String type, int events) {
        fleet.send(sent % 2, type, sent, sent + events, 0);
        sent += events;
    }

    /// latched, acknowledged, closed, and each of it told once
    private void assertWholeLife(String rule, String target) {
        Alarm latched = alarms.await(rule, target, Alarm.CLEARED);
        assertEquals(1, latched.count(), latched.toString());
        Alarm closed = alarms.acknowledge(latched, "seen");
        assertEquals(Alarm.CLOSED, closed.state());
        assertEquals("operator", closed.ackedBy());
        assertEquals("seen", closed.note());
        assertEquals(closed, alarms.acknowledge(latched, "later"), "who was first is kept");
        for (String act : List.of("raise-alarm", "clear-alarm", "ack-alarm")) {
            assertEquals(1, alarms.audited(act, rule, target), act + " of " + rule);
        }
    }

    @Test
    void raisesOnceWhatQueuesDoAndLatchesItUntilSomebodyAcknowledges() {
        send("test.first", 1);
        alarms.rule("ingest-low", 0.5);
        alarms.await("ingest-low", QUEUE, Alarm.RAISED);
        alarms.rule("queue-depth", 50);
        alarms.rule("queue-age", 1);
        alarms.rule("pause-forgotten", 1);
        alarms.rule("ingest-high", 5);
        fleet.pause(QUEUE);
        Eventually.eventually(
                DEADLINE,
                () -> {
                    send("test.waits", 10);
                    return !alarms.of("ingest-high").isEmpty();
                },
                "more than usual comes in");
        send("test.waits", 50);
        for (String rule : List.of("queue-depth", "queue-age", "pause-forgotten")) {
            alarms.await(rule, QUEUE, Alarm.RAISED);
        }
        Eventually.eventually(
                DEADLINE,
                () -> {
                    send("test.waits", 1);
                    return alarms.of("ingest-low").getFirst().state().equals(Alarm.CLEARED);
                },
                "enough comes in");
        alarms.rule("settle-high", 1);
        fleet.resume(QUEUE);
        alarms.await("settle-high", QUEUE, Alarm.RAISED);
        for (String rule : List.of("queue-depth", "queue-age", "pause-forgotten", "ingest-high", "settle-high")) {
            assertWholeLife(rule, QUEUE);
        }
    }

    @Test
    void raisesWhenNothingIsSettledAndWhenEventsDie() {
        TestDatabase database = fleet.servers.database();
        DeadEvents.refuse(database);
        alarms.rule("queue-stalled", 5);
        alarms.rule("dead-letters", 0.1);
        fleet.pipeline(0).operators().taps().throttle(QUEUE, new ThrottleRequest(0.5, null, "test"), OPERATOR);
        for (int instance = 0; instance < 2; instance++) {
            Pipeline one = fleet.pipeline(instance);
            Eventually.eventually(
                    DEADLINE, () -> one.control().queue(QUEUE).throttle() != null, "it is throttled everywhere");
        }
        // each instance may take a frame ahead of its time
        for (int i = 0; i < 6; i++) {
            send("test.slow", 20);
        }
        Alarm stalled = alarms.await("queue-stalled", QUEUE, Alarm.RAISED);
        assertEquals(AlarmSeverity.CRITICAL, stalled.severity());
        Alarm seen = alarms.acknowledge(stalled, null);
        assertEquals(Alarm.ACKNOWLEDGED, seen.state());
        fleet.pipeline(0).operators().taps().throttle(QUEUE, new ThrottleRequest(null, null, null), OPERATOR);
        send("poison", 5);
        alarms.await("dead-letters", QUEUE, Alarm.RAISED);
        Eventually.eventually(
                DEADLINE, () -> alarms.of("queue-stalled").isEmpty(), "what is acknowledged closes by itself");
        assertWholeLife("dead-letters", QUEUE);
    }

    @Test
    void raisesForATypeThatIsNewAndForASourceThatIsQuiet() {
        TestDatabase database = fleet.servers.database();
        send("test.old", 1);
        Eventually.eventually(
                DEADLINE, () -> database.number("select count(*) from alarm_type where known") == 1, "it is known");
        // an hour has passed, and the source was heard each second
        handOver(
                "insert into alarm_source (source, last_at, gaps, gap, spread)"
                        + " values ('/test', now(), 20, 0.2, 0.1) on conflict (source) do update set gaps = 20, gap = 0.2, spread = 0.1");
        database.execute("update alarm_keeper set learning_until = now()");
        alarms.rule("type-new", 4);
        alarms.rule("source-silent", 5);
        send("test.new", 1);
        alarms.await("type-new", "test.new", Alarm.RAISED);
        assertTrue(
                alarms.of("type-new").stream().allMatch(alarm -> alarm.target().equals("test.new")));
        alarms.await("source-silent", "/test", Alarm.RAISED);
        Eventually.eventually(
                DEADLINE,
                () -> {
                    send("test.new", 1);
                    return alarms.of("source-silent").getFirst().state().equals(Alarm.CLEARED);
                },
                "the source is heard");
        assertWholeLife("source-silent", "/test");
        assertWholeLife("type-new", "test.new");
    }

    /// changes what is learned while nobody looks at the rules
    private void handOver(String sql) {
        TestDatabase database = fleet.servers.database();
        database.execute("update alarm_keeper set holder = gen_random_uuid(), seen_at = now()");
        Eventually.eventually(
                DEADLINE,
                () -> !fleet.pipeline(0).alarms().holding()
                        && !fleet.pipeline(1).alarms().holding(),
                "nobody looks");
        database.execute(sql);
    }

    @Test
    void foldsAFloodIntoOneAlarmAndAcknowledgesAllOfIt() {
        alarms.rule("flood", 5);
        for (int i = 0; i < 12; i++) {
            alarms.change(
                    "many-" + i,
                    new AlarmRuleRequest("queue-depth", "def*", "info", 1.0, 0, "look", "https://wiki/many", true));
        }
        fleet.pause(QUEUE);
        send("test.waits", 5);
        alarms.await("flood", "*", Alarm.RAISED);
        Eventually.eventually(DEADLINE, () -> alarms.open().items().size() == 13, "all are there");
        assertEquals(6, alarms.open().counts().open(), "five, and the one that stands for the rest");
        assertEquals(AlarmSeverity.CRITICAL, alarms.open().counts().worst());
        Alarm flood = alarms.of("flood").getFirst();
        alarms.acknowledge(flood, "the pause");
        assertEquals(
                7,
                alarms.open().items().stream()
                        .filter(alarm -> flood.id().equals(alarm.flood())
                                && "the pause".equals(alarm.note())
                                && alarm.state().equals(Alarm.ACKNOWLEDGED))
                        .count());
        assertEquals(5, alarms.open().counts().unacknowledged());
    }

    @Test
    void raisesNothingWhileARuleIsDisabledAndCountsWhatComesAgain() {
        alarms.rule("queue-depth", 1);
        fleet.pipeline(0)
                .alarms()
                .rules()
                .disable(
                        "queue-depth",
                        new AlarmDisable(Instant.now().plus(Duration.ofHours(1)), "migration"),
                        OPERATOR);
        alarms.rule("pause-forgotten", 0);
        fleet.pause(QUEUE);
        send("test.waits", 5);
        alarms.await("pause-forgotten", QUEUE, Alarm.RAISED);
        assertEquals(List.of(), alarms.of("queue-depth"));
        assertEquals(1, fleet.audits("disable-alarm-rule").size());
        fleet.pipeline(1).alarms().rules().disable("queue-depth", new AlarmDisable(null, null), OPERATOR);
        alarms.await("queue-depth", QUEUE, Alarm.RAISED);
        fleet.resume(QUEUE);
        alarms.await("queue-depth", QUEUE, Alarm.CLEARED);
        fleet.pause(QUEUE);
        send("test.waits", 5);
        Alarm again = alarms.await("queue-depth", QUEUE, Alarm.RAISED);
        assertEquals(2, again.count());
        assertEquals(2, alarms.audited("raise-alarm", "queue-depth", QUEUE));
    }
}
