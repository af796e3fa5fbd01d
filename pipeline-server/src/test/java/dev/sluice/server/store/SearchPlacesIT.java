package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SearchPlacesIT {
    private static final int CONNECTIONS = 3;

    @Test
    void refusesMoreSearchesThanThereArePlacesAndLeavesAConnectionToOthers() throws Exception {
        try (TestDatabase server = TestDatabase.create();
                Database database = new Database(settings(server.settings()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            database.open();
            CountDownLatch running = new CountDownLatch(CONNECTIONS - 1);
            CountDownLatch release = new CountDownLatch(1);
            List<Future<Integer>> searches = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS - 1; i++) {
                searches.add(threads.submit(() -> database.<Integer>search(connection -> {
                    running.countDown();
                    await(release);
                    return 1;
                })));
            }
            await(running);
            PipelineException refused =
                    assertThrows(PipelineException.class, () -> database.<Integer>search(connection -> 1));
            assertEquals(ErrorCode.OVERLOADED, refused.code());
            assertTrue(String.valueOf(refused.getMessage()).startsWith("2 searches run"), refused.getMessage());
            assertEquals(7, database.<Integer>read(connection -> 7));
            assertEquals(8, database.<Integer>write("writing meanwhile", connection -> 8));
            assertTrue(database.available());

            release.countDown();
            for (Future<Integer> search : searches) {
                assertEquals(1, search.get().intValue());
            }
            assertEquals(9, database.<Integer>search(connection -> 9));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatabaseSettings settings(DatabaseSettings base) {
        return new DatabaseSettings(
                base.url(),
                base.user(),
                base.password(),
                base.ownerUser(),
                base.ownerPassword(),
                true,
                Duration.ofSeconds(10),
                2,
                CONNECTIONS,
                Duration.ofSeconds(1));
    }
}
