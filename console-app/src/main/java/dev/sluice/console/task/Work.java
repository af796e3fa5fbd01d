package dev.sluice.console.task;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A piece of work with its handlers, not yet started. Exactly one of success, failure and cancelled is called, then
/// always the finally handler; all of them on the FX thread. A failure without a handler is logged.
///
/// @param <T> what the work returns; [Void] work may return null
public final class Work<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final TaskRunner runner;
    private final String name;
    private final Callable<T> callable;
    private Consumer<? super T> success = result -> {};
    private Consumer<? super Exception> failure;
    private Runnable cancelled = () -> {};
    private Runnable always = () -> {};

    Work(TaskRunner runner, String name, Callable<T> callable) {
        this.runner = runner;
        this.name = name;
        this.callable = callable;
        this.failure = e -> LOG.warn("{} failed", name, e);
    }

    public Work<T> onSuccess(Consumer<? super T> handler) {
        success = handler;
        return this;
    }

    public Work<T> onFailure(Consumer<? super Exception> handler) {
        failure = handler;
        return this;
    }

    public Work<T> onCancelled(Runnable handler) {
        cancelled = handler;
        return this;
    }

    public Work<T> onFinally(Runnable handler) {
        always = handler;
        return this;
    }

    /// Starts it beside whatever else runs.
    public RunningTask run() {
        return runner.start(this);
    }

    /// Starts it and cancels the one before it under the same key; of the two only this one's result is shown.
    public RunningTask latest(Object key) {
        return runner.startLatest(key, this);
    }

    String name() {
        return name;
    }

    T call() throws Exception {
        return callable.call();
    }

    void succeeded(T result) {
        try {
            success.accept(result);
        } finally {
            always.run();
        }
    }

    void failed(Exception cause) {
        try {
            failure.accept(cause);
        } finally {
            always.run();
        }
    }

    void wasCancelled() {
        try {
            cancelled.run();
        } finally {
            always.run();
        }
    }
}
