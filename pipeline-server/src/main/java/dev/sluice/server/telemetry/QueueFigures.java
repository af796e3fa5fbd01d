package dev.sluice.server.telemetry;

import java.util.EnumMap;
import java.util.Map;

/// What one queue did in a stretch of time, with figures that add up. Public fields, because it is a bag of numbers
/// that is built, added up and written down. Not thread-safe.
public final class QueueFigures {
    public long accepted;
    public long stored;
    public long duplicate;
    public long dead;
    public long purged;
    /// of one second
    public long peakAccepted;
    public long peakStored;
    /// events and messages that waited at the end, and the most events at the end of any second
    public long depth;
    public long messages;
    public long peakDepth;
    /// the longest that an event waited at the end of any second, 0 when none did
    public long oldestMillis;

    public final Map<Stage, LatencyCounts> latency = new EnumMap<>(Stage.class);

    /// @param later what came after this in time: its depth is the one that stays
    public void addLater(QueueFigures later) {
        addCounts(later);
        depth = later.depth;
        messages = later.messages;
        peakAccepted = Math.max(peakAccepted, later.peakAccepted);
        peakStored = Math.max(peakStored, later.peakStored);
        peakDepth = Math.max(peakDepth, later.peakDepth);
        oldestMillis = Math.max(oldestMillis, later.oldestMillis);
    }

    /// @param other of the same time, of another queue or instance. Peaks add up too: all queues together had no more
    /// than that
    public void addBeside(QueueFigures other) {
        addCounts(other);
        depth += other.depth;
        messages += other.messages;
        peakAccepted += other.peakAccepted;
        peakStored += other.peakStored;
        peakDepth += other.peakDepth;
        oldestMillis = Math.max(oldestMillis, other.oldestMillis);
    }

    private void addCounts(QueueFigures other) {
        accepted += other.accepted;
        stored += other.stored;
        duplicate += other.duplicate;
        dead += other.dead;
        purged += other.purged;
        addLatency(other);
    }

    public void addLatency(QueueFigures other) {
        other.latency.forEach((stage, counts) ->
                latency.computeIfAbsent(stage, _ -> new LatencyCounts()).add(counts));
    }
}
