package dev.sluice.server.telemetry;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Latencies by queue and stage since they were last taken. Thread-safe; one short lock for each frame.
public final class StageLatencies {
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, Map<Stage, LatencyCounts>> byQueue = new HashMap<>();
    private volatile boolean on = true;

    /// Counts nothing from here on.
    public void off() {
        on = false;
    }

    /// @param took negative counts as zero: clocks of two machines differ
    /// @param events that took so long
    public void record(String queue, Stage stage, Duration took, long events) {
        if (events == 0 || !on) {
            return;
        }
        long micros = took.toNanos() / 1_000;
        lock.lock();
        try {
            byQueue.computeIfAbsent(queue, _ -> new EnumMap<>(Stage.class))
                    .computeIfAbsent(stage, _ -> new LatencyCounts())
                    .record(micros, events);
        } finally {
            lock.unlock();
        }
    }

    /// Takes what was counted since the last time, by queue.
    public Map<String, Map<Stage, LatencyCounts>> take() {
        lock.lock();
        try {
            Map<String, Map<Stage, LatencyCounts>> taken = byQueue;
            byQueue = new HashMap<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
