package dev.sluice.console.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.feed.SampleData;
import dev.sluice.console.widget.ChartBand;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.queue.QueueState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActsTest {
    private static final Instant T = SampleData.NOW;
    private static final QueueState OPEN = SampleData.queue("orders", List.of("order.*"), 0, 1, 1, null, null);

    @Test
    void makesABandFromAPauseToItsResume() {
        List<ChartBand> bands = Acts.bands(
                List.of(act(T.plusSeconds(60), "resume", null, "done"), act(T, "pause", "db upgrade", "done")),
                List.of(OPEN),
                false);
        assertEquals(
                List.of(new ChartBand(T, T.plusSeconds(60), Tone.WARNING, "orders paused by admin: \"db upgrade\"")),
                bands);
    }

    @Test
    void leavesTheBandOpenWhileTheQueueIsPaused() {
        QueueState paused = SampleData.queue(
                "orders", List.of("order.*"), 0, 1, 0, null, new QueueState.Pause("paused", "why", "ops", T, null));
        assertEquals(
                List.of(new ChartBand(T, null, Tone.WARNING, "orders paused by ops: \"why\"")),
                Acts.bands(List.of(), List.of(paused), false));
    }

    @Test
    void ignoresWhatWasDenied() {
        assertEquals(List.of(), Acts.bands(List.of(act(T, "purge", null, "denied")), List.of(OPEN), false));
    }

    @Test
    void marksAPurgeAsAMoment() {
        assertEquals(
                List.of(new ChartBand(T, T, Tone.DANGER, "purged")),
                Acts.bands(List.of(act(T, "purge", null, "purged 4 events")), List.of(OPEN), true));
    }

    @Test
    void writesAnActInWords() {
        assertEquals(
                new ActRow("10:01 admin", "paused orders", "db upgrade", Tone.TEXT),
                ActRow.of(act(T, "pause", "db upgrade", "done")));
        assertEquals(
                new ActRow("10:01 admin", "purged 4 events · orders", "", Tone.TEXT),
                ActRow.of(act(T, "purge", null, "purged 4 events")));
        assertEquals(
                new ActRow("10:01 admin", "purge orders: denied", "", Tone.DANGER),
                ActRow.of(act(T, "purge", null, "denied")));
    }

    private static AuditRecord act(Instant at, String act, String reason, String outcome) {
        return SampleData.act(at, "admin", act, "orders", reason, outcome);
    }
}
