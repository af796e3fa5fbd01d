package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedriveJobTest {
    @Test
    void stepsGrowUntilTheyAreLargeEnough() {
        assertEquals(
                List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 500, 500),
                IntStream.rangeClosed(1, 11).mapToObj(RedriveJob::sizeOf).toList());
        assertEquals(RedriveJob.MAX_STEP, RedriveJob.sizeOf(1_000_000));
    }
}
