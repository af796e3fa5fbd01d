package dev.sluice.console.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.model.live.TelemetryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualTicker ticker = new ManualTicker(SampleData.NOW);
    private final FakeLiveSource source = new FakeLiveSource().remembers(SampleData::past);
    private final Past<TelemetryHistory> past =
            new Past<>("what was", source::telemetry, new ImmediateTaskRunner(), ticker);

    private void want(Instant to, boolean live) {
        past.want(to.minus(HOUR), to, live);
        ticker.advance(Duration.ofMillis(200));
    }

    @Test
    void asksOnceAndAgainOnlyWhenTheLiveWindowCannotFollow() {
        want(SampleData.NOW, true);
        for (int second = 1; second <= 300; second++) {
            want(SampleData.NOW.plusSeconds(second), true);
        }
        assertEquals(1, source.asked().size());
        want(SampleData.NOW.plusSeconds(301), true);
        assertEquals(2, source.asked().size());
        assertEquals(SampleData.NOW.plusSeconds(301), source.asked().getLast().to());
    }

    @Test
    void asksAnewForAnyOtherStretch() {
        want(SampleData.NOW, false);
        want(SampleData.NOW, false);
        want(SampleData.NOW.plusSeconds(1), false);
        want(SampleData.NOW.minusSeconds(900), false);
        past.want(SampleData.NOW.minus(HOUR.multipliedBy(6)), SampleData.NOW, false);
        ticker.advance(Duration.ofMillis(200));
        assertEquals(4, source.asked().size());
    }

    @Test
    void keepsWhatItHasWhenTheServerFailsAndTriesAgainAfterAWhile() {
        want(SampleData.NOW, false);
        TelemetryHistory before = past.stateProperty().get().answer();
        source.remembers((from, to) -> {
            throw new IllegalStateException("no answer");
        });
        want(SampleData.NOW.minusSeconds(60), false);
        assertEquals(before, past.stateProperty().get().answer());
        assertTrue(past.stateProperty().get().failure().contains("no answer"));
        want(SampleData.NOW.minusSeconds(60), false);
        assertEquals(2, source.asked().size(), "not at once");
        ticker.advance(Duration.ofSeconds(5));
        source.remembers((from, to) -> new TelemetryHistory(List.of(), 1));
        want(SampleData.NOW.minusSeconds(60), false);
        assertEquals("", past.stateProperty().get().failure());
        assertEquals(3, source.asked().size());
    }

    @Test
    void asksForTheLastOfManyThatAreWantedAtOnce() {
        for (int i = 0; i < 50; i++) {
            past.want(SampleData.NOW.minusSeconds(3_600 + i), SampleData.NOW.minusSeconds(i), false);
        }
        assertTrue(past.stateProperty().get().loading());
        ticker.advance(Duration.ofMillis(200));
        assertEquals(2, source.asked().size());
        assertEquals(SampleData.NOW.minusSeconds(49), source.asked().getLast().to());
        assertFalse(past.stateProperty().get().loading());
    }

    @Test
    void forgets() {
        want(SampleData.NOW, false);
        past.forget();
        assertNull(past.stateProperty().get().answer());
        want(SampleData.NOW, false);
        assertEquals(2, source.asked().size());
    }
}
