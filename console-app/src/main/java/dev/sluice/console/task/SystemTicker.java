package dev.sluice.console.task;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The system's clock and one daemon timer thread.
public final class SystemTicker implements Ticker, AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ticker").factory());
    private final Executor fx;

    public SystemTicker(Executor fx) {
        this.fx = fx;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Subscription every(Duration period, Runnable onFxThread) {
        AtomicBoolean open = new AtomicBoolean(true);
        AtomicBoolean waiting = new AtomicBoolean();
        ScheduledFuture<?> future = timer.scheduleAtFixedRate(
                () -> {
                    // A busy FX thread is left alone: at most one call waits for it.
                    if (waiting.compareAndSet(false, true)) {
                        fx.execute(() -> {
                            waiting.set(false);
                            if (open.get()) {
                                onFxThread.run();
                            }
                        });
                    }
                },
                period.toNanos(),
                period.toNanos(),
                TimeUnit.NANOSECONDS);
        return () -> {
            open.set(false);
            future.cancel(false);
        };
    }

    @Override
    public Subscription after(Duration delay, Runnable onFxThread) {
        AtomicBoolean open = new AtomicBoolean(true);
        ScheduledFuture<?> future = timer.schedule(
                () -> fx.execute(() -> {
                    if (open.getAndSet(false)) {
                        onFxThread.run();
                    }
                }),
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
        return () -> {
            open.set(false);
            future.cancel(false);
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
