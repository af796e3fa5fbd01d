package dev.sluice.server.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Producers that send one numbered request after another until they are closed. One that is turned away waits a
/// little, as Retry-After asks, and goes on with other events.
public final class Load implements AutoCloseable {
    private static final Duration TURNED_AWAY = Duration.ofMillis(100);

    private final List<Thread> producers = new ArrayList<>();
    private volatile boolean stopped;

    Load(Checker checker, int producers, int batch, Duration pause) {
        for (int i = 0; i < producers; i++) {
            this.producers.add(Thread.ofVirtual().name("producer-" + i).start(() -> {
                while (!stopped) {
                    Answer answer = checker.sendNext(batch);
                    LockSupport.parkNanos(
                            answer.accepted() ? pause.toNanos() : Math.max(pause.toNanos(), TURNED_AWAY.toNanos()));
                }
            }));
        }
    }

    /// Waits until every request under way has ended.
    @Override
    public void close() {
        stopped = true;
        for (Thread producer : producers) {
            try {
                producer.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
