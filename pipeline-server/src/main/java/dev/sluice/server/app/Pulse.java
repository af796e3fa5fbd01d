package dev.sluice.server.app;

import dev.sluice.model.error.PipelineException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a step on a thread of its own until it is closed. A step that fails is told once per kind of failure and
/// tried again with the next beat.
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable step;
    private final Thread thread;
    private final CountDownLatch ending = new CountDownLatch(1);
    private String trouble = "";

    private Pulse(String name, Duration pause, Runnable step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.thread = Thread.ofVirtual().name("pulse-" + name).unstarted(this::run);
    }

    /// @param pause between the end of a step and the start of the next
    static Pulse start(String name, Duration pause, Runnable step) {
        Pulse pulse = new Pulse(name, pause, step);
        pulse.thread.start();
        return pulse;
    }

    /// runs a last step that may fail
    static void once(String name, Runnable step) {
        try {
            step.run();
        } catch (PipelineException e) {
            LOG.warn("{} could not be written: {}", name, e.getMessage());
        }
    }

    private void run() {
        boolean goOn = true;
        while (goOn) {
            try {
                step.run();
                if (!trouble.isEmpty()) {
                    LOG.info("{} works again", name);
                }
                trouble = "";
            } catch (PipelineException e) {
                if (!trouble.equals(e.code().code())) {
                    LOG.warn("{} waits: {}", name, e.getMessage());
                }
                trouble = e.code().code();
            } catch (RuntimeException e) {
                if (!trouble.equals(e.getClass().getName())) {
                    LOG.error("{} failed and goes on", name, e);
                }
                trouble = e.getClass().getName();
            }
            try {
                goOn = !ending.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// ends the pause between two steps, and waits for a step under way
    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(STOP_WITHIN);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
