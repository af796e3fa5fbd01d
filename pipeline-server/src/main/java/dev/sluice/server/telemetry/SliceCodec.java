package dev.sluice.server.telemetry;

import dev.sluice.model.health.HealthState;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
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
        Inflater inflater = new Inflater(true);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(data, 1, data.length - 1), inflater)))) {
            String writer = in.readUTF();
            String[] index = new String[Math.toIntExact(Math.min(MAX_NAMES, Varint.read(in)))];
            for (int i = 0; i < index.length; i++) {
                index[i] = in.readUTF();
            }
            long size = Varint.read(in);
            List<Slice> slices = new ArrayList<>();
            long at = 0;
            for (long i = 0; i < size; i++) {
                at += Varint.readSigned(in);
                slices.add(slice(in, at, index));
            }
            return new Chunk(writer, slices);
        } finally {
            inflater.end();
        }
    }

    private static Slice slice(DataInputStream in, long at, String[] index) throws IOException {
        Slice slice = new Slice(at, Math.toIntExact(Varint.read(in)));
        slice.rejected = Varint.read(in);
        slice.refused = Varint.read(in);
        int health = in.readByte();
        slice.broker = state(health >> 4);
        slice.database = state(health & 15);
        long queues = Varint.read(in);
        for (long i = 0; i < queues; i++) {
            figures(in, slice.queue(index[Math.toIntExact(Varint.read(in))]));
        }
        return slice;
    }

    private static void figures(DataInputStream in, QueueFigures figures) throws IOException {
        figures.accepted = Varint.readSigned(in);
        figures.stored = Varint.readSigned(in);
        figures.duplicate = Varint.readSigned(in);
        figures.dead = Varint.readSigned(in);
        figures.purged = Varint.readSigned(in);
        figures.peakAccepted = Varint.readSigned(in);
        figures.peakStored = Varint.readSigned(in);
        figures.depth = Varint.readSigned(in);
        figures.messages = Varint.readSigned(in);
        figures.peakDepth = Varint.readSigned(in);
        figures.oldestMillis = Varint.readSigned(in);
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
