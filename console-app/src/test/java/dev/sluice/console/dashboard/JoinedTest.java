package dev.sluice.console.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.feed.SampleData;
import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final Instant MINUTE = Instant.parse("2026-11-23T10:00:00Z");

    private static TelemetrySample sample(Instant at, double accepted, Double p99) {
        return new TelemetrySample(at, accepted, accepted, 0, 0, 0, Math.round(accepted), 1, p99, p99, p99);
    }

    /// the last 15 minutes, each second its number of seconds since ten o'clock
    private static TelemetryWindow live() {
        List<TelemetrySample> samples = new ArrayList<>();
        for (int i = -870; i <= 30; i++) {
            samples.add(sample(MINUTE.plusSeconds(i), Math.max(0, i), i == 20 ? 80.0 : 4.0));
        }
        return new TelemetryWindow(samples);
    }

    private static TelemetryHistory minutes() {
        List<TelemetrySample> samples = new ArrayList<>();
        for (int i = 60; i >= 0; i--) {
            samples.add(sample(MINUTE.minusSeconds(60L * i), 1_000 + i, 5.0));
        }
        // the minute that has only begun when it was asked
        samples.add(sample(MINUTE.plusSeconds(60), 7, 5.0));
        return new TelemetryHistory(samples, 60);
    }

    @Test
    void joinsWholeStepsOfThePastWithWhatCameLiveInStepsOfTheSameLength() {
        Joined joined = Joined.of(minutes(), MINUTE.plusSeconds(10), live(), NOW.minusSeconds(3_600), NOW);
        assertEquals(Duration.ofMinutes(1), joined.step());
        assertEquals(61, joined.samples().size());
        TelemetrySample last = joined.samples().getLast();
        assertEquals(NOW, last.at());
        assertEquals(15.5, last.accepted(), "the mean of seconds 1 to 30");
        assertEquals(30, last.depthEvents(), "what waits in the end");
        assertEquals(80.0, last.latencyP99(), "the worst");
        assertEquals(MINUTE, joined.samples().get(59).at());
        assertEquals(1_000, joined.samples().get(59).accepted());
    }

    @Test
    void isLiveAloneWhereThatReaches() {
        Joined joined = Joined.of(minutes(), NOW, live(), NOW.minusSeconds(300), NOW);
        assertEquals(Duration.ofSeconds(1), joined.step());
        assertEquals(300, joined.samples().size());
    }

    @Test
    void showsWhatCameLiveUntilThePastIsKnown() {
        Joined joined = Joined.of(null, null, live(), NOW.minusSeconds(3_600), NOW);
        assertEquals(901, joined.samples().size());
    }

    @Test
    void hasNoSampleWhereNobodyWatched() {
        TelemetryHistory history = SampleData.past(SampleData.NOW.minus(Duration.ofHours(24)), SampleData.NOW);
        Joined joined = Joined.of(
                history,
                SampleData.NOW,
                TelemetryWindow.EMPTY,
                SampleData.NOW.minus(Duration.ofHours(24)),
                SampleData.NOW);
        assertTrue(joined.at(SampleData.NOW.minus(Duration.ofMinutes(570))).isEmpty());
        assertEquals(
                1,
                joined.at(SampleData.NOW.minus(Duration.ofMinutes(590).plusHours(1))).samples().stream()
                        .filter(s -> s.at().equals(SampleData.NOW.minus(Duration.ofMinutes(650))))
                        .count());
    }

    @Test
    void isAlsoKnownAsOfAnotherTime() {
        Joined joined = Joined.of(minutes(), NOW, TelemetryWindow.EMPTY, NOW.minusSeconds(600), NOW);
        assertEquals(
                joined.samples().getFirst().at().plus(Duration.ofDays(1)),
                joined.shifted(Duration.ofDays(1)).getFirst().at());
    }
}
