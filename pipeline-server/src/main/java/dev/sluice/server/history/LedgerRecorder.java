package dev.sluice.server.history;

import dev.sluice.server.store.TelemetryGrain;
import dev.sluice.server.store.TelemetryKind;
import dev.sluice.server.store.TelemetryRow;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.store.TelemetryStore.Recorded;
import dev.sluice.server.store.TelemetryStore.Recording;
import dev.sluice.server.telemetry.QueueFigures;
import dev.sluice.server.telemetry.Slice;
import dev.sluice.server.telemetry.SliceCodec;
import dev.sluice.server.telemetry.SliceCodec.Chunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes down, second by second, by how much the ledger grew. One instance of all does; when it is gone another
/// goes on from what was written, so that nothing the ledger counted is missed or counted twice. For one thread.
final class LedgerRecorder {
    private static final Duration LEASE = Duration.ofSeconds(4);
    /// After a longer silence of all instances the growth is no second's; it is put where it was found.
    private static final int SMOOTHED_SECONDS = 60;
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    /// how far clocks may differ, so that the one behind waits
    private static final int AHEAD_SECONDS = 60;
    /// while the database was away
    private static final int MOST_SECONDS = 3_600;

    private final TelemetryStore store;
    private final UUID self;
    private final Supplier<LedgerReading> readings;
    /// the reading before, while this instance records
    private LedgerReading before = LedgerReading.NONE;

    LedgerRecorder(TelemetryStore store, UUID self, Supplier<LedgerReading> readings) {
        this.store = store;
        this.self = self;
        this.readings = readings;
    }

    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`
    void step() {
        step(readings.get());
    }

    /// Records all that is known by now, the second that is not over yet included.
    void finish() {
        LedgerReading reading = readings.get();
        step(new LedgerReading(
                reading.at().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1), reading.counted(), reading.waiting()));
    }

    private void step(LedgerReading reading) {
        if (reading.at().isBefore(EARLIEST)) {
            return;
        }
        boolean mine = store.record(self, LEASE, recorded -> record(recorded, reading));
        before = mine ? reading : LedgerReading.NONE;
    }

    private Recording record(Recorded recorded, LedgerReading reading) {
        long end = reading.at().getEpochSecond();
        byte @Nullable [] counted = recorded.counted();
        if (counted == null) {
            return new Recording(end, encode(end, reading.counted()), List.of());
        }
        long upto = recorded.upto() == null ? end - 1 : recorded.upto();
        if (upto > end + AHEAD_SECONDS) {
            // whoever recorded before had a clock of another day, or ours was set back; the counts are right all the
            // same
            upto = end - 1;
        }
        if (end <= upto) {
            return new Recording(upto, counted, List.of());
        }
        Map<String, QueueFigures> from = decode(counted);
        boolean going = recorded.mine() && before.at().getEpochSecond() == upto;
        Line line = going
                ? new Line(before.at().toEpochMilli(), before.counted(), reading)
                : new Line(upto * 1_000, from, reading);
        long first = !going && end - upto > SMOOTHED_SECONDS ? end - 1 : Math.max(upto, end - MOST_SECONDS);
        Map<Long, List<Slice>> byMinute = new TreeMap<>();
        Map<String, QueueFigures> last = from;
        for (long at = first; at < end; at++) {
            // without a line, all of it lies in the one second that is written
            Map<String, QueueFigures> next = !going && first > upto ? reading.counted() : line.at((at + 1) * 1_000);
            byMinute.computeIfAbsent(TelemetryGrain.SECOND.rowOf(at), _ -> new ArrayList<>())
                    .add(slice(at, last, next, reading.waiting()));
            last = next;
        }
        List<TelemetryRow> rows = byMinute.values().stream()
                .map(slices -> new TelemetryRow(
                        TelemetryKind.FLEET,
                        slices.getFirst().at,
                        TelemetryRow.FLEET,
                        SliceCodec.encode(new Chunk("", slices))))
                .toList();
        return new Recording(end, encode(end, last), rows);
    }

    /// The ledger between two readings, as if it had grown evenly.
    private record Line(long fromMillis, Map<String, QueueFigures> from, LedgerReading to) {
        Map<String, QueueFigures> at(long millis) {
            double share = Math.clamp(
                    (double) (millis - fromMillis) / Math.max(1, to.at().toEpochMilli() - fromMillis), 0, 1);
            Map<String, QueueFigures> figures = new TreeMap<>();
            names(from, to.counted()).forEach(queue -> {
                QueueFigures a = from.getOrDefault(queue, NOTHING);
                QueueFigures b = to.counted().getOrDefault(queue, NOTHING);
                QueueFigures between = new QueueFigures();
                between.accepted = between(a.accepted, b.accepted, share);
                between.stored = between(a.stored, b.stored, share);
                between.duplicate = between(a.duplicate, b.duplicate, share);
                between.dead = between(a.dead, b.dead, share);
                between.purged = between(a.purged, b.purged, share);
                figures.put(queue, between);
            });
            return figures;
        }

        private static long between(long a, long b, double share) {
            return a + Math.round((b - a) * share);
        }
    }

    private static final QueueFigures NOTHING = new QueueFigures();

    private static Slice slice(
            long at, Map<String, QueueFigures> from, Map<String, QueueFigures> to, Map<String, QueueFigures> waiting) {
        Slice slice = new Slice(at, 1);
        names(from, to).forEach(queue -> {
            QueueFigures a = from.getOrDefault(queue, NOTHING);
            QueueFigures b = to.getOrDefault(queue, NOTHING);
            QueueFigures grown = new QueueFigures();
            grown.accepted = b.accepted - a.accepted;
            grown.stored = b.stored - a.stored;
            grown.duplicate = b.duplicate - a.duplicate;
            grown.dead = b.dead - a.dead;
            grown.purged = b.purged - a.purged;
            grown.peakAccepted = Math.max(0, grown.accepted);
            grown.peakStored = Math.max(0, grown.stored);
            QueueFigures there = waiting.getOrDefault(queue, NOTHING);
            grown.depth = there.depth;
            grown.peakDepth = there.depth;
            grown.messages = there.messages;
            grown.oldestMillis = there.oldestMillis;
            if (hasAny(grown)) {
                slice.queues.put(queue, grown);
            }
        });
        return slice;
    }

    private static boolean hasAny(QueueFigures f) {
        return (f.accepted | f.stored | f.duplicate | f.dead | f.purged | f.depth | f.messages) != 0;
    }

    private static TreeSet<String> names(Map<String, QueueFigures> a, Map<String, QueueFigures> b) {
        TreeSet<String> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        return names;
    }

    private static byte[] encode(long at, Map<String, QueueFigures> counted) {
        Slice slice = new Slice(at, 0);
        slice.queues.putAll(counted);
        return SliceCodec.encode(new Chunk("", List.of(slice)));
    }

    private static Map<String, QueueFigures> decode(byte[] counted) {
        try {
            return counted.length == 0
                    ? Map.of()
                    : SliceCodec.decode(counted).slices().getFirst().queues;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
