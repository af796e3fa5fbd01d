package dev.sluice.console.task;

/// Does the work and calls its handlers before `run()` returns, on the caller's thread.
public final class ImmediateTaskRunner extends TaskRunner {
    public ImmediateTaskRunner() {
        super(Runnable::run, Runnable::run);
    }
}
