package dev.sluice.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryRingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static TelemetryRing ring(int capacity, int samples) {
        TelemetryRing ring = new TelemetryRing(capacity);
        for (int i = 0; i < samples; i++) {
            ring.add(new TelemetrySample(
                    START.plusSeconds(i), i, 0, 0, 0, 0, i, i, i == 3 ? null : (double) i, null, null));
        }
        return ring;
    }

    @Test
    void keepsTheLastSamples() {
        TelemetryHistory history = ring(3, 5).history(null, null, Duration.ofSeconds(1));
        assertEquals(
                List.of(2.0, 3.0, 4.0),
                history.items().stream().map(TelemetrySample::accepted).toList());
    }

    @Test
    void takesTheHalfOpenRange() {
        TelemetryHistory history =
                ring(9, 9).history(START.plusSeconds(2), START.plusSeconds(4), Duration.ofSeconds(1));
        assertEquals(2, history.items().size());
    }

    @Test
    void foldsStepsToTheMeanRateTheLastDepthAndTheWorstLatency() {
        TelemetrySample first =
                ring(9, 8).history(null, null, Duration.ofSeconds(4)).items().getFirst();
        assertEquals(1.5, first.accepted());
        assertEquals(3, first.depthEvents());
        assertEquals(2.0, first.latencyP50());
        assertEquals(START.plusSeconds(3), first.at());
    }
}
