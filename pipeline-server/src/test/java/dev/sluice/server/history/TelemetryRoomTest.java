package dev.sluice.server.history;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.telemetry.LatencyCounts;
import dev.sluice.server.telemetry.PairCounts;
import dev.sluice.server.telemetry.QueueFigures;
import dev.sluice.server.telemetry.Slice;
import dev.sluice.server.telemetry.SliceCodec;
import dev.sluice.server.telemetry.SliceCodec.Chunk;
import dev.sluice.server.telemetry.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What all of it takes when it is full: two instances under a lively load on five queues, 100,000 sources, for two
/// years.
class TelemetryRoomTest {
    private static final int INSTANCES = 2;
    private static final int QUEUES = 5;
    private static final int SOURCES = 100_000;
    private static final long ROW = 64;
    private static final long GIB = 1L << 30;

    private final Random random = new Random(3);

    /// a second of an instance; latencies spread as under load, over three octaves
    private Slice seen(long at) {
        Slice slice = new Slice(at, 1);
        slice.rejected = random.nextInt(20);
        for (int q = 0; q < QUEUES; q++) {
            QueueFigures figures = counted(slice, "queue-" + q);
            for (Stage stage : Stage.values()) {
                LatencyCounts counts = new LatencyCounts();
                for (int i = 0; i < 100; i++) {
                    counts.record((long) (3_000 * Math.exp(random.nextGaussian() / 2)), random.nextInt(1, 200));
                }
                figures.latency.put(stage, counts);
            }
        }
        return slice;
    }

    private Slice counted(long at) {
        Slice slice = new Slice(at, 1);
        for (int q = 0; q < QUEUES; q++) {
            counted(slice, "queue-" + q);
        }
        return slice;
    }

    private QueueFigures counted(Slice slice, String queue) {
        QueueFigures figures = slice.queue(queue);
        figures.accepted = random.nextInt(20_000);
        figures.stored = random.nextInt(20_000);
        figures.duplicate = random.nextInt(100);
        figures.peakAccepted = figures.accepted;
        figures.peakStored = figures.stored;
        figures.depth = random.nextInt(1_000_000);
        figures.peakDepth = figures.depth;
        figures.messages = random.nextInt(10_000);
        figures.oldestMillis = random.nextInt(60_000);
        return figures;
    }

    private static long bytes(List<Slice> slices) {
        return SliceCodec.encode(new Chunk("12345@production", slices)).length + ROW;
    }

    private long pairs() {
        PairCounts counts = new PairCounts();
        for (int i = 0; i < 100_000; i++) {
            int source = (int) (SOURCES * Math.pow(random.nextDouble(), 3));
            counts.add("https://shop.example/branch/" + source, "order.state.changed." + source % 7, 1);
        }
        return counts.encode(SliceFolds.PAIRS_KEPT).length + ROW;
    }

    @Test
    void takesLessThanAGibibyteAtTheDefaults() {
        List<Slice> seconds = new ArrayList<>();
        List<Slice> ledgerSeconds = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            seconds.add(seen(i));
            ledgerSeconds.add(counted(i));
        }
        List<Slice> minutes = new ArrayList<>();
        List<Slice> ledgerMinutes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            minutes.add(SliceFolds.fold(i * 60, seconds));
            ledgerMinutes.add(SliceFolds.fold(i * 60, ledgerSeconds));
        }
        long day = 24 * 60 * (INSTANCES * bytes(seconds) + bytes(ledgerSeconds));
        long month = 30 * 24 * (INSTANCES * bytes(minutes) + bytes(ledgerMinutes));
        long years = 730 * (INSTANCES * bytes(minutes.subList(0, 24)) + bytes(ledgerMinutes.subList(0, 24)));
        long pairs = (30 * 24 * 60 + 730 * 24) * pairs();
        String figures =
                "seconds %,d, minutes %,d, hours %,d, sources and types %,d bytes".formatted(day, month, years, pairs);
        assertTrue(day + month + years + pairs < GIB, figures);
    }
}
