package dev.sluice.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedAnswerTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    private SharedAnswer<Integer> answer(Runnable asking) {
        return new SharedAnswer<>(
                () -> {
                    asking.run();
                    return asked.incrementAndGet();
                },
                Duration.ofSeconds(1),
                now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void asksOncePerSecondHoweverOftenItIsAsked() {
        SharedAnswer<Integer> answer = answer(() -> {});
        assertEquals(1, answer.get());
        pass(Duration.ofMillis(999));
        assertEquals(1, answer.get());
        pass(Duration.ofMillis(2));
        assertEquals(2, answer.get());
    }

    @Test
    void asksForNoMoreThanAThirdOfTheTimeWhenAnsweringTakesLong() {
        SharedAnswer<Integer> answer = answer(() -> pass(Duration.ofSeconds(2)));
        assertEquals(1, answer.get());
        pass(Duration.ofMillis(3_900));
        assertEquals(1, answer.get());
        pass(Duration.ofMillis(200));
        assertEquals(2, answer.get());
    }

    @Test
    void tellsAFailureToAllAsWellAndAsksAgainLater() {
        SharedAnswer<Integer> answer = answer(() -> {
            if (asked.incrementAndGet() == 1) {
                throw new PipelineException(ErrorCode.MANAGEMENT_UNAVAILABLE, "away");
            }
        });
        for (int i = 0; i < 3; i++) {
            PipelineException failure = assertThrows(PipelineException.class, answer::get);
            assertEquals(ErrorCode.MANAGEMENT_UNAVAILABLE, failure.code());
            assertEquals("away", failure.getMessage());
        }
        assertEquals(1, asked.get());
        pass(Duration.ofSeconds(2));
        assertEquals(3, answer.get());
    }

    @Test
    void letsManyWaitForOneAnswer() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        SharedAnswer<Integer> answer = answer(() -> {
            try {
                waiting.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<Future<Integer>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(answer::get));
            }
            waiting.countDown();
            for (Future<Integer> one : all) {
                assertEquals(1, one.get());
            }
        }
    }

    @Test
    void asksAtOnceAfterAnActChangedWhatItKnows() {
        SharedAnswer<Integer> answer = answer(() -> {});
        assertEquals(1, answer.get());
        answer.forget();
        assertEquals(2, answer.get());
    }
}
