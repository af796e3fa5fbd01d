package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.server.telemetry.PipelineMeters.Flow;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineMetersTest {
    private final PipelineMeters meters = new PipelineMeters();

    @Test
    void addsUpByQueueAndInAll() {
        meters.count(Flow.STORED, "orders", 3);
        meters.count(Flow.STORED, "default", 4);
        meters.count(Flow.STORED, "default", 0);
        assertEquals(Map.of("orders", 3L, "default", 4L), meters.byQueue(Flow.STORED));
        assertEquals(7, meters.total(Flow.STORED));
        assertEquals(0, meters.total(Flow.PURGED));
    }

    @Test
    void showsEveryCounterToPrometheus() {
        meters.count(Flow.ACCEPTED, "orders", 5);
        meters.rejected(ErrorCode.TOO_DEEP, 2);
        meters.refused(ErrorCode.DISK_BUDGET);
        meters.repeatedFrames("orders", 1);
        meters.foreignMessage("orders");
        meters.httpRequest("POST", "/v1/events", 202);
        meters.gauge("sluice.depth.events", "What waits", () -> 12);
        String text = meters.scrape();
        for (String line : new String[] {
            "sluice_events_accepted_total{queue=\"orders\"} 5.0",
            "sluice_events_rejected_total{code=\"too-deep\"} 2.0",
            "sluice_requests_refused_total{reason=\"disk-budget\"} 1.0",
            "sluice_frames_repeated_total{queue=\"orders\"} 1.0",
            "sluice_messages_foreign_total{queue=\"orders\"} 1.0",
            "sluice_http_requests_total{method=\"POST\",route=\"/v1/events\",status=\"202\"} 1.0",
            "sluice_depth_events 12.0"
        }) {
            assertTrue(text.contains(line), () -> line + " is missing in\n" + text);
        }
    }

    @Test
    void weighsLatencyByEventsAndStartsAfresh() {
        meters.latency(Duration.ofMillis(10), 98);
        meters.latency(Duration.ofSeconds(2), 2);
        meters.latency(Duration.ofMillis(-5), 0);
        LatencyQuantiles quantiles = meters.takeLatency();
        assertEquals(10, quantiles.p50(), 0.1);
        assertEquals(2_000, quantiles.p99(), 2);
        assertEquals(LatencyQuantiles.NONE, meters.takeLatency());
    }

    @Test
    void countsNegativeLatencyOfAClockThatWasSetBackAsZero() {
        meters.latency(Duration.ofHours(-1), 1);
        assertEquals(0, meters.takeLatency().p50());
    }
}
