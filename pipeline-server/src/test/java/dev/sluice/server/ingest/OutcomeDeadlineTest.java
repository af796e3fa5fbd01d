package dev.sluice.server.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutcomeDeadlineTest {
    private static final Duration WITHIN = Duration.ofMillis(300);

    private final OutcomeDeadline<String> deadline = new OutcomeDeadline<>(WITHIN, "late");

    @Test
    void completesEachThatNobodyCompletedAndNoneTooEarly() throws Exception {
        for (int round = 0; round < 2; round++) {
            long began = System.nanoTime();
            List<CompletableFuture<String>> open = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                CompletableFuture<String> outcome = new CompletableFuture<>();
                deadline.watch(outcome);
                open.add(outcome);
            }
            open.get(0).complete("in time");
            open.get(5).complete("in time");
            for (int i = 0; i < 10; i++) {
                assertEquals(i % 5 == 0 ? "in time" : "late", open.get(i).get(20, TimeUnit.SECONDS));
            }
            assertTrue(System.nanoTime() - began >= WITHIN.toNanos(), "not before the deadline");
        }
    }

    @Test
    void keepsItsWordToThoseThatCameLater() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        deadline.watch(first);
        CompletableFuture<Long> second = first.thenCompose(_ -> {
            CompletableFuture<String> later = new CompletableFuture<>();
            long began = System.nanoTime();
            deadline.watch(later);
            return later.thenApply(_ -> System.nanoTime() - began);
        });
        assertTrue(second.get(20, TimeUnit.SECONDS) >= WITHIN.toNanos(), "not before its own deadline");
    }
}
