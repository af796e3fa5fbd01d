package dev.sluice.server.telemetry;

import dev.sluice.model.event.Event;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Events accepted by source and type since they were last taken. Thread-safe; one lock for each frame.
public final class TypeMeters {
    private final ReentrantLock lock = new ReentrantLock();
    private PairCounts counts = new PairCounts();
    private volatile boolean on = true;

    /// Counts nothing from here on.
    public void off() {
        on = false;
    }

    public void count(List<Event> events) {
        if (!on || events.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            // those of one request mostly come from one source: neighbours are looked up once
            Event first = events.getFirst();
            int same = 0;
            for (Event event : events) {
                if (!event.source().equals(first.source()) || !event.type().equals(first.type())) {
                    counts.add(first.source(), first.type(), same);
                    first = event;
                    same = 0;
                }
                same++;
            }
            counts.add(first.source(), first.type(), same);
        } finally {
            lock.unlock();
        }
    }

    /// Takes what was counted since the last time.
    public PairCounts take() {
        lock.lock();
        try {
            PairCounts taken = counts;
            counts = new PairCounts();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
