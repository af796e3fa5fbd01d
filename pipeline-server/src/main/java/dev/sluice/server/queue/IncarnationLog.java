package dev.sluice.server.queue;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// What became of the event ordinals of one incarnation, until the journal has it in the database. Grows only with
/// the number of gaps, never with the number of events. Thread-safe.
public final class IncarnationLog {
    private final long id;
    private final String queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final OrdinalSet confirmed = new OrdinalSet();
    private final OrdinalSet refused = new OrdinalSet();
    private final OrdinalSet unknown = new OrdinalSet();
    private final TreeSet<Long> outstanding = new TreeSet<>();
    private long next;
    private long confirmedFrames;
    private long confirmedEvents;
    private boolean closed;
    private boolean changed = true;

    /// What is new since the last [#take].
    ///
    /// @param confirmed,refused,unknown pairs of lo and hi (exclusive)
    /// @param confirmedFrames all frames confirmed so far
    /// @param resolvedUpto all ordinals below it have an outcome
    /// @param closed true when no more frames will come
    public record Marks(
            long incarnation,
            String queue,
            List<long[]> confirmed,
            List<long[]> refused,
            List<long[]> unknown,
            long confirmedFrames,
            long resolvedUpto,
            boolean closed) {}

    IncarnationLog(long id, String queue) {
        this.id = id;
        this.queue = queue;
    }

    long id() {
        return id;
    }

    public String queue() {
        return queue;
    }

    /// events confirmed so far
    public long confirmedEvents() {
        lock.lock();
        try {
            return confirmedEvents;
        } finally {
            lock.unlock();
        }
    }

    /// takes the next `count` ordinals and returns the first
    long published(int count) {
        lock.lock();
        try {
            long lo = next;
            next += count;
            outstanding.add(lo);
            return lo;
        } finally {
            lock.unlock();
        }
    }

    void resolved(long lo, int count, PublishOutcome outcome) {
        lock.lock();
        try {
            if (!outstanding.remove(lo)) {
                return;
            }
            changed = true;
            switch (outcome) {
                case PublishOutcome.Confirmed _ -> {
                    confirmed.add(lo, lo + count);
                    confirmedFrames++;
                    confirmedEvents += count;
                }
                case PublishOutcome.Refused _ -> refused.add(lo, lo + count);
                case PublishOutcome.Unknown _ -> unknown.add(lo, lo + count);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed = true;
        } finally {
            lock.unlock();
        }
    }

    /// false when there is nothing to write since the last [#take]
    public boolean changed() {
        lock.lock();
        try {
            return changed;
        } finally {
            lock.unlock();
        }
    }

    public Marks take() {
        lock.lock();
        try {
            Marks marks = new Marks(
                    id,
                    queue,
                    confirmed.ranges(),
                    refused.ranges(),
                    unknown.ranges(),
                    confirmedFrames,
                    outstanding.isEmpty() ? next : outstanding.first(),
                    closed);
            confirmed.clear();
            refused.clear();
            unknown.clear();
            changed = false;
            return marks;
        } finally {
            lock.unlock();
        }
    }

    /// puts back what could not be written
    public void restore(Marks marks) {
        lock.lock();
        try {
            marks.confirmed().forEach(r -> confirmed.add(r[0], r[1]));
            marks.refused().forEach(r -> refused.add(r[0], r[1]));
            marks.unknown().forEach(r -> unknown.add(r[0], r[1]));
            changed = true;
        } finally {
            lock.unlock();
        }
    }
}
