package dev.sluice.server.telemetry;

import java.io.DataInput;
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

    /// bucket of `counts[0]`
    private int base;

    private long[] counts = new long[0];

    public void record(long micros, long events) {
        add(bucket(Math.clamp(micros, 0, LONGEST_MICROS)), events);
    }

    public void add(LatencyCounts other) {
        for (int i = 0; i < other.counts.length; i++) {
            add(other.base + i, other.counts[i]);
        }
    }

    private void add(int bucket, long events) {
        if (events == 0) {
            return;
        }
        if (counts.length == 0) {
            base = bucket;
            counts = new long[1];
        } else if (bucket < base) {
            long[] wider = new long[counts.length + base - bucket];
            System.arraycopy(counts, 0, wider, base - bucket, counts.length);
            base = bucket;
            counts = wider;
        } else if (bucket >= base + counts.length) {
            counts = Arrays.copyOf(counts, bucket - base + 1);
        }
        counts[bucket - base] += events;
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

    static LatencyCounts read(DataInput in) throws IOException {
        LatencyCounts read = new LatencyCounts();
        long buckets = Varint.read(in);
        int bucket = 0;
        for (long i = 0; i < buckets; i++) {
            bucket += Math.toIntExact(Varint.read(in));
            if (bucket > bucket(LONGEST_MICROS)) {
                throw new IOException("latency bucket " + bucket + " is beyond the last one");
            }
            read.add(bucket, Varint.read(in));
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
