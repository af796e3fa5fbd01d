package dev.sluice.server.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Events stored together, found together: their terms are indexed once for all of them (docs/adr/0011).
///
/// @param id grows with time, so that its index is written at one end; two processes may give the same one
/// @param firstMicros,lastMicros receive times of the earliest and the latest
/// @param terms by which it is found, of all rows, ascending, distinct
/// @param numbers null when any number may be in it
record Block(
        long id,
        long firstMicros,
        long lastMicros,
        List<Candidate> rows,
        long[] terms,
        @Nullable NumberBounds numbers) {
    static final int MAX_ROWS = 128;
    private static final int MAX_TERMS = 32_768;
    /// A block that spans hours would be looked at for every minute of them.
    private static final long MAX_SPAN_MICROS = Duration.ofMinutes(1).toNanos() / 1_000;

    private static final AtomicLong LAST_ID = new AtomicLong();

    /// Cuts the rows into blocks, in their order.
    static List<Block> of(List<Candidate> rows) {
        List<Block> blocks = new ArrayList<>(rows.size() / MAX_ROWS + 1);
        int from = 0;
        while (from < rows.size()) {
            long first = rows.get(from).receivedMicros();
            long last = first;
            int terms = 0;
            int to = from;
            while (to < rows.size() && to - from < MAX_ROWS && (to == from || terms < MAX_TERMS)) {
                long at = rows.get(to).receivedMicros();
                if (Math.max(last, at) - Math.min(first, at) > MAX_SPAN_MICROS) {
                    break;
                }
                first = Math.min(first, at);
                last = Math.max(last, at);
                terms += rows.get(to).terms().block();
                to++;
            }
            List<Candidate> part = rows.subList(from, to);
            blocks.add(new Block(nextId(), first, last, part, union(part, terms), NumberBounds.of(part)));
            from = to;
        }
        return blocks;
    }

    private static long[] union(List<Candidate> rows, int terms) {
        LongSet union = new LongSet(terms);
        for (Candidate row : rows) {
            long[] its = row.terms().all();
            for (int i = 0; i < row.terms().block(); i++) {
                union.add(its[i]);
            }
        }
        return union.toArray();
    }

    private static long nextId() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return LAST_ID.updateAndGet(last -> Math.max(now, last + 1));
    }
}
