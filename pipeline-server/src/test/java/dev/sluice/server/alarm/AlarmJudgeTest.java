package dev.sluice.server.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmSeverity;
import dev.sluice.server.store.AlarmChange;
import dev.sluice.server.store.AlarmCondition;
import dev.sluice.server.store.AlarmPicture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmJudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final String KEY = AlarmCondition.key("depth", "q");

    private static AlarmRule rule(int forSeconds) {
        return new AlarmRule(
                "depth",
                AlarmKind.QUEUE_DEPTH,
                "*",
                AlarmSeverity.WARNING,
                10,
                forSeconds,
                "",
                null,
                true,
                null,
                null,
                null,
                NOW,
                "sluice");
    }

    private static AlarmCondition condition(int forSeconds) {
        return new AlarmCondition(rule(forSeconds), "q", 20, "much");
    }

    private static Alarm alarm(String state) {
        return new Alarm(
                "1",
                "depth",
                AlarmKind.QUEUE_DEPTH,
                "q",
                AlarmSeverity.WARNING,
                state,
                "much",
                20,
                10,
                1,
                NOW.minusSeconds(600),
                NOW.minusSeconds(600),
                null,
                null,
                null,
                null,
                "",
                null,
                null);
    }

    private static AlarmPicture picture(
            Map<String, Alarm> open, Map<String, Instant> gone, Map<String, Instant> pending) {
        return new AlarmPicture(NOW, open, gone, pending, 0);
    }

    private static List<AlarmChange> judge(AlarmPicture picture, AlarmCondition... conditions) {
        return AlarmJudge.judge(picture, List.of(conditions), List.of(), null);
    }

    @Test
    void waitsForAsLongAsTheRuleSays() {
        assertInstanceOf(
                AlarmChange.Await.class,
                judge(picture(Map.of(), Map.of(), Map.of()), condition(60)).getFirst());
        assertEquals(List.of(), judge(picture(Map.of(), Map.of(), Map.of(KEY, NOW.minusSeconds(59))), condition(60)));
        assertInstanceOf(
                AlarmChange.Raise.class,
                judge(picture(Map.of(), Map.of(), Map.of(KEY, NOW.minusSeconds(60))), condition(60))
                        .getFirst());
        assertInstanceOf(
                AlarmChange.Forget.class,
                judge(picture(Map.of(), Map.of(), Map.of(KEY, NOW.minusSeconds(59))))
                        .getFirst());
    }

    @Test
    void raisesWhatStandsOnce() {
        assertEquals(List.of(), judge(picture(Map.of(KEY, alarm(Alarm.RAISED)), Map.of(), Map.of()), condition(0)));
        assertEquals(
                List.of(), judge(picture(Map.of(KEY, alarm(Alarm.ACKNOWLEDGED)), Map.of(), Map.of()), condition(0)));
        assertInstanceOf(
                AlarmChange.Again.class,
                judge(picture(Map.of(KEY, alarm(Alarm.CLEARED)), Map.of(), Map.of()), condition(0))
                        .getFirst());
    }

    @Test
    void clearsWhatHasBeenOverForALittle() {
        Map<String, Alarm> open = Map.of(KEY, alarm(Alarm.RAISED));
        assertInstanceOf(
                AlarmChange.Gone.class, judge(picture(open, Map.of(), Map.of())).getFirst());
        assertEquals(List.of(), judge(picture(open, Map.of(KEY, NOW.minusSeconds(2)), Map.of())));
        assertInstanceOf(
                AlarmChange.Clear.class,
                judge(picture(open, Map.of(KEY, NOW.minusSeconds(3)), Map.of())).getFirst());
        assertInstanceOf(
                AlarmChange.Update.class,
                judge(picture(open, Map.of(KEY, NOW.minusSeconds(2)), Map.of()), condition(0))
                        .getFirst());
    }

    @Test
    void leavesAlarmsAsTheyAreWhileNobodyKnows() {
        Map<String, Alarm> open = Map.of(KEY, alarm(Alarm.RAISED));
        assertEquals(
                List.of(),
                AlarmJudge.judge(
                        picture(open, Map.of(KEY, NOW.minusSeconds(60)), Map.of()), List.of(), List.of("depth"), null));
    }
}
