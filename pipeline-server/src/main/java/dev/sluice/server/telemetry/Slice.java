package dev.sluice.server.telemetry;

import dev.sluice.model.health.HealthState;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one writer saw in a second, minute or hour. Not thread-safe.
public final class Slice {
    /// start, in seconds of the epoch
    public final long at;

    /// how many seconds of it were observed
    public int seconds;

    public long rejected;
    public long refused;

    public @Nullable HealthState broker;

    public @Nullable HealthState database;

    public final Map<String, QueueFigures> queues = new TreeMap<>();

    public Slice(long at, int seconds) {
        this.at = at;
        this.seconds = seconds;
    }

    public QueueFigures queue(String name) {
        return queues.computeIfAbsent(name, _ -> new QueueFigures());
    }

    /// Adds what the same writer saw later, in seconds that this does not hold yet.
    public void addLater(Slice later) {
        seconds += later.seconds;
        addSums(later);
        // a queue that is named no more is empty or gone
        queues.forEach((name, figures) -> {
            if (!later.queues.containsKey(name)) {
                figures.depth = 0;
                figures.messages = 0;
            }
        });
        later.queues.forEach((name, figures) -> {
            @Nullable QueueFigures mine = queues.get(name);
            if (mine == null) {
                queue(name).addBeside(figures);
            } else {
                mine.addLater(figures);
            }
        });
    }

    /// Adds what another writer saw of the same time.
    public void addBeside(Slice other) {
        seconds = Math.max(seconds, other.seconds);
        addSums(other);
        other.queues.forEach((name, figures) -> queue(name).addBeside(figures));
    }

    /// Adds all but what its queues did.
    public void addSums(Slice other) {
        rejected += other.rejected;
        refused += other.refused;
        broker = worse(broker, other.broker);
        database = worse(database, other.database);
    }

    private static @Nullable HealthState worse(@Nullable HealthState a, @Nullable HealthState b) {
        return a == null ? b : b == null ? a : a.worse(b);
    }
}
