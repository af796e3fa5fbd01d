package dev.sluice.server.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;

/// Runs what a connector wants run. HTTP connections want it when another thread than the one that read the request
/// wrote the answer: a confirm answers a whole frame of them at once. They are read on by few threads, one after the
/// other, since waking a pooled thread for each of them costs two switches a request. Thread-safe.
final class ConnectionExecutor implements Executor {
    private final Executor pool;
    private final int maxReaders;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger readers = new AtomicInteger();

    /// @param pool runs everything else
    /// @param maxReaders threads of the pool that read on at a time, at least 1
    ConnectionExecutor(Executor pool, int maxReaders) {
        this.pool = pool;
        this.maxReaders = maxReaders;
    }

    /// @throws RejectedExecutionException when the pool takes nothing more
    @Override
    public void execute(Runnable task) {
        if (task instanceof ConnectionMetaData) {
            waiting.add(task);
            addReader();
        } else {
            pool.execute(task);
        }
    }

    private void addReader() {
        int running = readers.get();
        while (running < maxReaders && !readers.compareAndSet(running, running + 1)) {
            running = readers.get();
        }
        if (running < maxReaders) {
            try {
                pool.execute(this::readOn);
            } catch (RejectedExecutionException e) {
                readers.decrementAndGet();
                throw e;
            }
        }
    }

    private void readOn() {
        try {
            for (@Nullable Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            readers.decrementAndGet();
            // one may have come after the last look, and seen a reader
            if (!waiting.isEmpty()) {
                addReader();
            }
        }
    }
}
