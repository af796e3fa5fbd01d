package dev.sluice.server.history;

import dev.sluice.server.store.TelemetryGrain;
import dev.sluice.server.store.TelemetryKind;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.telemetry.PairCounts;
import dev.sluice.server.telemetry.QueueFigures;
import dev.sluice.server.telemetry.Slice;
import dev.sluice.server.telemetry.SliceCodec;
import dev.sluice.server.telemetry.SliceCodec.Chunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Rolls packed figures up: seconds to a minute, minutes to an hour. Stateless.
final class SliceFolds implements TelemetryStore.Folds {
    static final int PAIRS_KEPT = 200;

    /// Stands in a slice for all queues together, where there is more than one: its peaks are those of the sum.
    static final String ALL = "";

    @Override
    public List<Optional<byte[]>> fold(
            TelemetryKind kind, long minute, List<byte[]> fresh, List<Optional<byte[]>> rows) {
        try {
            return kind == TelemetryKind.TYPES ? pairs(fresh, rows) : slices(minute, fresh, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Optional<byte[]>> pairs(List<byte[]> fresh, List<Optional<byte[]>> rows) throws IOException {
        PairCounts minute = new PairCounts();
        for (byte[] part : fresh) {
            minute.add(PairCounts.decode(part));
        }
        List<Optional<byte[]>> folded = new ArrayList<>();
        folded.add(Optional.empty());
        for (TelemetryGrain grain : List.of(TelemetryGrain.MINUTE, TelemetryGrain.HOUR)) {
            PairCounts all = new PairCounts();
            if (rows.get(grain.ordinal()).isPresent()) {
                all.add(PairCounts.decode(rows.get(grain.ordinal()).get()));
            }
            all.add(minute);
            folded.add(Optional.of(all.encode(PAIRS_KEPT)));
        }
        return folded;
    }

    private static List<Optional<byte[]>> slices(long minute, List<byte[]> fresh, List<Optional<byte[]>> rows)
            throws IOException {
        String writer = "";
        TreeMap<Long, Slice> finer = chunk(rows.getFirst());
        TreeMap<Long, Slice> minutes = chunk(rows.get(TelemetryGrain.MINUTE.ordinal()));
        if (finer.isEmpty() && minutes.containsKey(minute)) {
            // it is so late that its seconds were forgotten; what they came to is not
            finer.put(minute, minutes.get(minute));
        }
        for (byte[] part : fresh) {
            Chunk chunk = SliceCodec.decode(part);
            writer = chunk.writer();
            chunk.slices().forEach(slice -> put(finer, slice));
        }
        List<Optional<byte[]>> folded = new ArrayList<>();
        folded.add(Optional.of(SliceCodec.encode(new Chunk(writer, List.copyOf(finer.values())))));
        Collection<Slice> parts = finer.values();
        for (TelemetryGrain grain : List.of(TelemetryGrain.MINUTE, TelemetryGrain.HOUR)) {
            TreeMap<Long, Slice> chunk = chunk(rows.get(grain.ordinal()));
            long at = Math.floorDiv(minute, grain.seconds()) * grain.seconds();
            chunk.put(at, fold(at, parts));
            folded.add(Optional.of(SliceCodec.encode(new Chunk(writer, List.copyOf(chunk.values())))));
            // all that the next grain's figure is made of lies in this row
            parts = chunk.values();
        }
        return folded;
    }

    private static TreeMap<Long, Slice> chunk(Optional<byte[]> row) throws IOException {
        TreeMap<Long, Slice> slices = new TreeMap<>();
        if (row.isPresent()) {
            SliceCodec.decode(row.get()).slices().forEach(slice -> put(slices, slice));
        }
        return slices;
    }

    private static void put(TreeMap<Long, Slice> slices, Slice slice) {
        Slice there = slices.putIfAbsent(slice.at, slice);
        if (there != null) {
            // a clock that was set back: the same second twice, which is still one
            int seconds = Math.max(there.seconds, slice.seconds);
            there.addLater(slice);
            there.seconds = seconds;
        }
    }

    /// @param parts in order of time
    static Slice fold(long at, Collection<Slice> parts) {
        Slice whole = new Slice(at, 0);
        QueueFigures peaks = new QueueFigures();
        for (Slice part : parts) {
            QueueFigures all = all(part);
            peaks.peakAccepted = Math.max(peaks.peakAccepted, all.peakAccepted);
            peaks.peakStored = Math.max(peaks.peakStored, all.peakStored);
            peaks.peakDepth = Math.max(peaks.peakDepth, all.peakDepth);
            whole.addLater(part);
        }
        whole.queues.remove(ALL);
        if (whole.queues.size() > 1) {
            whole.queues.put(ALL, peaks);
        }
        return whole;
    }

    /// All queues of a slice together.
    static QueueFigures all(Slice slice) {
        QueueFigures all = new QueueFigures();
        slice.queues.forEach((queue, figures) -> {
            if (!queue.equals(ALL)) {
                all.addBeside(figures);
            }
        });
        QueueFigures peaks = slice.queues.get(ALL);
        if (peaks != null) {
            all.peakAccepted = peaks.peakAccepted;
            all.peakStored = peaks.peakStored;
            all.peakDepth = peaks.peakDepth;
        }
        return all;
    }
}
