package dev.sluice.console.task;

import java.util.ArrayDeque;
import java.util.Deque;

/// Holds work until the test lets it go, first or last first, to play races through.
public final class HeldTaskRunner extends TaskRunner {
    private final Deque<Runnable> held;

    public HeldTaskRunner() {
        this(new ArrayDeque<>());
    }

    private HeldTaskRunner(Deque<Runnable> held) {
        super(held::add, Runnable::run);
        this.held = held;
    }

    public int held() {
        return held.size();
    }

    public void releaseFirst() {
        held.removeFirst().run();
    }

    public void releaseLast() {
        held.removeLast().run();
    }

    public void releaseAll() {
        while (!held.isEmpty()) {
            releaseFirst();
        }
    }
}
