package dev.sluice.server.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/// Events by source and type, in bounded room. While no more than [#ROOM] pairs come it is exact; beyond, the
/// rare ones give way (as in Misra and Gries' sketch) and what they had counts as other: a figure is never more
/// than what its pair brought, and all figures and `other` are always the total. Not thread-safe.
public final class PairCounts {
    static final int ROOM = 16_384;
    private static final int MAX_NAME = 200;
    private static final int VERSION = 1;
    /// A source and a type.
    public record Pair(String source, String type) {}

    private final PairTable counts = new PairTable(MAX_NAME);
    private long total;

    public long total() {
        return total;
    }

    public void add(String source, String type, long events) {
        total += events;
        count(source, type, events);
    }

    public void add(PairCounts other) {
        total += other.total;
        other.counts.each((pair, events) -> count(pair.source(), pair.type(), events));
    }

    private void count(String source, String type, long events) {
        if (events > 0 && !counts.addIfPresent(source, type, events)) {
            if (counts.size() >= ROOM) {
                counts.makeRoom();
            }
            counts.insert(new Pair(cut(source), cut(type)), events);
        }
    }

    /// The pairs with most events, most first, then by name.
    public List<Map.Entry<Pair, Long>> top(int most) {
        List<Map.Entry<Pair, Long>> all = new ArrayList<>();
        counts.each((pair, events) -> all.add(Map.entry(pair, events)));
        all.sort(Map.Entry.<Pair, Long>comparingByValue()
                .reversed()
                .thenComparing(
                        Map.Entry::getKey, Comparator.comparing(Pair::source).thenComparing(Pair::type)));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /// @param most pairs to keep; the rest is in the total only
    public byte[] encode(int most) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            List<Map.Entry<Pair, Long>> top = top(most);
            Varint.write(out, total);
            Varint.write(out, top.size());
            for (Map.Entry<Pair, Long> entry : top) {
                out.writeUTF(entry.getKey().source());
                out.writeUTF(entry.getKey().type());
                Varint.write(out, entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// @throws IOException when these are no counts, or of a newer server
    public static PairCounts decode(byte[] data) throws IOException {
        if (data.length == 0 || data[0] != VERSION) {
            throw new IOException("counts by type of another version");
        }
        PairCounts read = new PairCounts();
        PackedReader in = PackedReader.inflated(data, 1, false);
        long total = in.read();
        long size = in.read();
        for (long i = 0; i < size; i++) {
            String source = in.readText();
            String type = in.readText();
            read.count(source, type, in.read());
        }
        read.total = total;
        return read;
    }

    private static String cut(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
