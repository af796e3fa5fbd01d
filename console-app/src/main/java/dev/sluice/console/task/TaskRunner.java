package dev.sluice.console.task;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/// Runs work off the FX thread and brings its result back there.
///
/// ```java
/// tasks.task("search events", () -> client.search(query))
///         .onSuccess(this::show)
///         .onFailure(this::explain)
///         .latest("search");
/// ```
public class TaskRunner {
    private final Executor workers;
    private final Executor fx;
    private final Map<Object, RunningTask> latest = new HashMap<>();

    /// @param workers runs the work
    /// @param fx runs the handlers, one after the other
    public TaskRunner(Executor workers, Executor fx) {
        this.workers = workers;
        this.fx = fx;
    }

    /// One virtual thread a task, handlers on the FX thread.
    public static TaskRunner onVirtualThreads() {
        Thread.Builder.OfVirtual threads = Thread.ofVirtual().name("task-", 1);
        return new TaskRunner(threads::start, new FxThread());
    }

    /// @param name for the log and for the one who waits: "search events"
    public final <T> Work<T> task(String name, Callable<T> callable) {
        return new Work<>(this, name, callable);
    }

    final <T> RunningTask start(Work<T> work) {
        RunningTask task = new RunningTask(work, fx);
        workers.execute(() -> RunningTask.execute(task, work));
        return task;
    }

    final <T> RunningTask startLatest(Object key, Work<T> work) {
        RunningTask task = new RunningTask(work, fx);
        RunningTask before;
        synchronized (latest) {
            latest.values().removeIf(each -> !each.running());
            before = latest.put(key, task);
        }
        if (before != null) {
            before.cancel();
        }
        workers.execute(() -> RunningTask.execute(task, work));
        return task;
    }
}
