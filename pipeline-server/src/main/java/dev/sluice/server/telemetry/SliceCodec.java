package dev.sluice.server.telemetry;

import dev.sluice.model.health.HealthState;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/// Slices of one writer as bytes: packed numbers, then deflated. Thread-safe.
public final class SliceCodec {
    private static final int VERSION = 1;
    private static final int MAX_NAMES = 100_000;

    private SliceCodec() {}

    /// @param writer the instance's name for people, empty for the fleet's ledger
    public record Chunk(String writer, List<Slice> slices) {
        public Chunk {
            slices = List.copyOf(slices);
        }
    }

    public static byte[] encode(Chunk chunk) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            out.writeUTF(chunk.writer());
            TreeSet<String> names = new TreeSet<>();
            chunk.slices().forEach(slice -> names.addAll(slice.queues.keySet()));
            List<String> index = List.copyOf(names);
            Varint.write(out, index.size());
            for (String name : index) {
                out.writeUTF(name);
            }
            Varint.write(out, chunk.slices().size());
            long before = 0;
            for (Slice slice : chunk.slices()) {
                Varint.writeSigned(out, slice.at - before);
                before = slice.at;
                write(out, slice, index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Slice slice, List<String> index) throws IOException {
        Varint.write(out, slice.seconds);
        Varint.write(out, slice.rejected);
        Varint.write(out, slice.refused);
        out.writeByte(state(slice.broker) << 4 | state(slice.database));
        Varint.write(out, slice.queues.size());
        int at = 0;
        for (Map.Entry<String, QueueFigures> queue : slice.queues.entrySet()) {
            // both are sorted
            while (!index.get(at).equals(queue.getKey())) {
                at++;
            }
            Varint.write(out, at);
            write(out, queue.getValue());
        }
    }

    private static void write(DataOutputStream out, QueueFigures figures) throws IOException {
        for (long figure : new long[] {
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
            figures.oldestMillis
        }) {
            Varint.writeSigned(out, figure);
        }
        out.writeByte(figures.latency.keySet().stream()
                .mapToInt(stage -> 1 << stage.ordinal())
                .sum());
        for (LatencyCounts counts : figures.latency.values()) {
            counts.write(out);
        }
    }

    /// @throws IOException when these are no slices, or of a newer server
    public static Chunk decode(byte[] data) throws IOException {
        if (data.length == 0 || data[0] != VERSION) {
            throw new IOException("telemetry of another version: " + (data.length == 0 ? "empty" : data[0]));
        }
        PackedReader in = PackedReader.inflated(data, 1, true);
        String writer = in.readText();
        String[] index = new String[Math.toIntExact(Math.min(MAX_NAMES, in.read()))];
        for (int i = 0; i < index.length; i++) {
            index[i] = in.readText();
        }
        long size = in.read();
        List<Slice> slices = new ArrayList<>();
        long at = 0;
        for (long i = 0; i < size; i++) {
            at += in.readSigned();
            slices.add(slice(in, at, index));
        }
        return new Chunk(writer, slices);
    }

    private static Slice slice(PackedReader in, long at, String[] index) throws IOException {
        Slice slice = new Slice(at, Math.toIntExact(in.read()));
        slice.rejected = in.read();
        slice.refused = in.read();
        int health = in.readByte();
        slice.broker = state(health >> 4);
        slice.database = state(health & 15);
        long queues = in.read();
        for (long i = 0; i < queues; i++) {
            figures(in, slice.queue(index[Math.toIntExact(in.read())]));
        }
        return slice;
    }

    private static void figures(PackedReader in, QueueFigures figures) throws IOException {
        figures.accepted = in.readSigned();
        figures.stored = in.readSigned();
        figures.duplicate = in.readSigned();
        figures.dead = in.readSigned();
        figures.purged = in.readSigned();
        figures.peakAccepted = in.readSigned();
        figures.peakStored = in.readSigned();
        figures.depth = in.readSigned();
        figures.messages = in.readSigned();
        figures.peakDepth = in.readSigned();
        figures.oldestMillis = in.readSigned();
        int stages = in.readByte();
        for (Stage stage : Stage.values()) {
            if ((stages & 1 << stage.ordinal()) != 0) {
                figures.latency.put(stage, LatencyCounts.read(in));
            }
        }
    }

    private static int state(@Nullable HealthState state) {
        return state == null ? 0 : state.ordinal() + 1;
    }

    private static @Nullable HealthState state(int code) {
        return code <= 0 || code > HealthState.values().length ? null : HealthState.values()[code - 1];
    }
}
