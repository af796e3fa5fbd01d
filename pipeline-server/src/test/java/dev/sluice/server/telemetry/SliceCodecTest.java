package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.health.HealthState;
import dev.sluice.server.telemetry.SliceCodec.Chunk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceCodecTest {
    @Test
    void bringsEveryFigureBack() throws IOException {
        Slice first = new Slice(1_700_000_000L, 1);
        first.rejected = 3;
        first.refused = 4;
        first.broker = HealthState.GREEN;
        first.database = HealthState.RED;
        QueueFigures orders = first.queue("orders");
        orders.accepted = 1_000_000;
        orders.stored = 5;
        orders.duplicate = 6;
        orders.dead = -7;
        orders.purged = 8;
        orders.peakAccepted = 9;
        orders.peakStored = 10;
        orders.depth = 11;
        orders.messages = 12;
        orders.peakDepth = 13;
        orders.oldestMillis = 14;
        LatencyCounts latency = new LatencyCounts();
        latency.record(1_234, 5);
        latency.record(987_654_321, 2);
        orders.latency.put(Stage.STORED, latency);
        Slice second = new Slice(1_700_000_001L, 2);
        second.queue("default").accepted = 1;

        Chunk back = SliceCodec.decode(SliceCodec.encode(new Chunk("42@test", List.of(first, second))));

        assertEquals("42@test", back.writer());
        Slice one = back.slices().getFirst();
        assertEquals(first.at, one.at);
        assertEquals(1, one.seconds);
        assertEquals(3, one.rejected);
        assertEquals(4, one.refused);
        assertEquals(HealthState.GREEN, one.broker);
        assertEquals(HealthState.RED, one.database);
        QueueFigures figures = one.queues.get("orders");
        assertEquals(
                List.of(1_000_000L, 5L, 6L, -7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L),
                List.of(
                        figures.accepted,
                        figures.stored,
                        figures.duplicate,
                        figures.dead,
                        figures.purged,
                        figures.peakAccepted,
                        figures.peakStored,
                        figures.depth,
                        figures.messages,
                        figures.peakDepth,
                        figures.oldestMillis));
        assertEquals(Map.of(Stage.STORED, latency), figures.latency);
        assertEquals(second.at, back.slices().getLast().at);
        assertEquals(1, back.slices().getLast().queues.get("default").accepted);
    }

    @Test
    void refusesWhatANewerServerWrote() {
        assertThrows(IOException.class, () -> SliceCodec.decode(new byte[] {99, 1, 2}));
        assertThrows(IOException.class, () -> SliceCodec.decode(new byte[0]));
    }
}
