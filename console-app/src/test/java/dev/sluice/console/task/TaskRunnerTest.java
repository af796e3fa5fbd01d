package dev.sluice.console.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void callsSuccessThenFinally() {
        logged(new ImmediateTaskRunner().task("load", () -> "result")).run();
        assertEquals(List.of("success result", "finally"), calls);
    }

    @Test
    void callsFailureThenFinally() {
        logged(new ImmediateTaskRunner().<String>task("load", () -> {
                    throw new IllegalStateException("broken");
                }))
                .run();
        assertEquals(List.of("failure broken", "finally"), calls);
    }

    @Test
    void callsCancelledThenFinallyAndNeverTheLateResult() {
        HeldTaskRunner runner = new HeldTaskRunner();
        RunningTask task = logged(runner.task("load", () -> "late")).run();
        task.cancel();
        task.cancel();
        runner.releaseAll();
        assertEquals(List.of("cancelled", "finally"), calls);
        assertFalse(task.running());
    }

    @Test
    void showsOnlyTheLatestOfOneKeyWhateverTheOrderOfTheAnswers() {
        HeldTaskRunner runner = new HeldTaskRunner();
        logged(runner.task("search", () -> "first")).latest("search");
        logged(runner.task("search", () -> "second")).latest("search");
        runner.releaseLast();
        runner.releaseAll();
        assertEquals(List.of("cancelled", "finally", "success second", "finally"), calls);
    }

    @Test
    void leavesWorkUnderAnotherKeyAlone() {
        HeldTaskRunner runner = new HeldTaskRunner();
        runner.task("a", () -> "a").onSuccess(calls::add).latest("a");
        runner.task("b", () -> "b").onSuccess(calls::add).latest("b");
        runner.releaseAll();
        assertEquals(List.of("a", "b"), calls);
    }

    @Test
    void dropsAResultThatArrivesAfterTheCancel() {
        List<Runnable> fx = new ArrayList<>();
        TaskRunner runner = new TaskRunner(Runnable::run, fx::add);
        RunningTask task = logged(runner.task("load", () -> "done")).run();
        task.cancel();
        fx.forEach(Runnable::run);
        assertEquals(List.of("cancelled", "finally"), calls);
    }

    @Test
    void interruptsWorkThatIsCancelled() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        TaskRunner runner = new TaskRunner(r -> Thread.ofVirtual().start(r), Runnable::run);
        RunningTask task = runner.task("wait", () -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return "never";
                })
                .run();
        assertTrue(started.await(10, TimeUnit.SECONDS));
        task.cancel();
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }

    private Work<String> logged(Work<String> work) {
        return work.onSuccess(r -> calls.add("success " + r))
                .onFailure(e -> calls.add("failure " + e.getMessage()))
                .onCancelled(() -> calls.add("cancelled"))
                .onFinally(() -> calls.add("finally"));
    }
}
