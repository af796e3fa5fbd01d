package dev.sluice.console.task;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A started [Work]. Cancelling interrupts its thread (the HTTP client then aborts the exchange) and drops whatever it
/// still returns. Thread-safe.
public final class RunningTask {
    private final Work<?> work;
    private final Executor fx;
    private @Nullable Thread thread;
    private boolean ended;

    RunningTask(Work<?> work, Executor fx) {
        this.work = work;
        this.fx = fx;
    }

    public String name() {
        return work.name();
    }

    public synchronized boolean running() {
        return !ended;
    }

    /// Ends the task; its cancelled and finally handlers follow on the FX thread. No effect when it has ended.
    public void cancel() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        fx.execute(work::wasCancelled);
    }

    static <T> void execute(RunningTask task, Work<T> work) {
        if (!task.begin()) {
            return;
        }
        try {
            T result = work.call();
            task.leave();
            task.fx.execute(() -> task.finish(() -> work.succeeded(result)));
        } catch (Exception e) {
            task.leave();
            task.fx.execute(() -> task.finish(() -> work.failed(e)));
        }
    }

    private synchronized boolean begin() {
        if (ended) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    private synchronized void leave() {
        thread = null;
    }

    // Decided on the FX thread: a cancel that came before this moment wins, one after it has no effect.
    private void finish(Runnable handlers) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        handlers.run();
    }
}
