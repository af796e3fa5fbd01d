package dev.sluice.server.telemetry;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// Latencies in buckets, 16 to an octave of microseconds: what is read from it is right to 3 %. Two of them added up
/// are the one of both, so percentiles over instances and over time are never averaged. Not thread-safe.
public final class LatencyCounts {
    /// a week; what took longer counts as that
    static final long LONGEST_MICROS = 7L * 24 * 3_600 * 1_000_000;

    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;
    private static final int LAST = bucket(LONGEST_MICROS);

    /// bucket of `counts[0]`
    private int base;

    private long[] counts = new long[0];

    public void record(long micros, long events) {
        add(bucket(Math.clamp(micros, 0, LONGEST_MICROS)), events);
    }

    public void add(LatencyCounts other) {
        if (other.counts.length == 0) {
            return;
        }
        makeRoom(other.base, other.base + other.counts.length - 1);
        int shift = other.base - base;
        for (int i = 0; i < other.counts.length; i++) {
            counts[i + shift] += other.counts[i];
        }
    }

    private void add(int bucket, long events) {
        if (events != 0) {
            makeRoom(bucket, bucket);
            counts[bucket - base] += events;
        }
    }

    /// There are no more buckets than those that hold something, and what lies between them.
    private void makeRoom(int first, int last) {
        if (counts.length == 0) {
            base = first;
            counts = new long[last - first + 1];
        } else if (first < base || last >= base + counts.length) {
            int from = Math.min(first, base);
            long[] wider = new long[Math.max(last + 1, base + counts.length) - from];
            System.arraycopy(counts, 0, wider, base - from, counts.length);
            base = from;
            counts = wider;
        }
    }

    public long total() {
        return Arrays.stream(counts).sum();
    }

    /// @param share of all events, above 0 and at most 1
    /// @return milliseconds, 0 when it is empty
    public double millis(double share) {
        long rank = Math.max(1, (long) Math.ceil(total() * share));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return middle(base + i) / 1_000;
            }
        }
        return 0;
    }

    void write(DataOutput out) throws IOException {
        Varint.write(out, Arrays.stream(counts).filter(count -> count != 0).count());
        int before = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                Varint.write(out, base + i - before);
                Varint.write(out, counts[i]);
                before = base + i;
            }
        }
    }

    static LatencyCounts read(PackedReader in) throws IOException {
        LatencyCounts read = new LatencyCounts();
        int buckets = Math.toIntExact(Math.min(in.read(), LAST + 1L));
        if (buckets == 0) {
            return read;
        }
        int[] bucket = new int[buckets];
        long[] events = new long[buckets];
        int at = 0;
        for (int i = 0; i < buckets; i++) {
            at += Math.toIntExact(Math.min(in.read(), LAST + 1L));
            if (at > LAST) {
                throw new IOException("latency bucket " + at + " is beyond the last one");
            }
            bucket[i] = at;
            events[i] = in.read();
        }
        read.makeRoom(bucket[0], at);
        for (int i = 0; i < buckets; i++) {
            read.counts[bucket[i] - read.base] += events[i];
        }
        return read;
    }

    static int bucket(long micros) {
        if (micros < SUB) {
            return (int) micros;
        }
        int octave = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
        return (octave + 1) * SUB + (int) (micros >>> octave) - SUB;
    }

    /// microseconds in the middle of a bucket
    private static double middle(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int octave = bucket / SUB - 1;
        double least = (double) ((long) (bucket % SUB + SUB) << octave);
        return least + ((1L << octave) - 1) / 2.0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyCounts that && base == that.base && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * base + Arrays.hashCode(counts);
    }
}
