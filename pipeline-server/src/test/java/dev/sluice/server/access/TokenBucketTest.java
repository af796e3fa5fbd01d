package dev.sluice.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final TokenBucket bucket = new TokenBucket(10, 20, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void letsTheBurstPassAtOnceAndThenTheRate() {
        assertEquals(Duration.ZERO, bucket.take(20));
        assertEquals(Duration.ofMillis(100), bucket.take(1));
        pass(Duration.ofMillis(99));
        assertEquals(Duration.ofMillis(1), bucket.untilOpen());
        pass(Duration.ofMillis(1));
        assertEquals(Duration.ZERO, bucket.take(1));
    }

    @Test
    void takesARequestWholeAndMakesItsSenderWaitForTheDebt() {
        assertEquals(Duration.ZERO, bucket.take(70));
        assertEquals(Duration.ofMillis(5_100), bucket.take(1));
        pass(Duration.ofMillis(5_100));
        assertEquals(Duration.ZERO, bucket.untilOpen());
    }

    @Test
    void holdsTheRateOverTimeWhateverTheSizeOfRequests() {
        long taken = 0;
        for (int second = 0; second < 100; second++) {
            while (bucket.take(7).isZero()) {
                taken += 7;
            }
            pass(Duration.ofSeconds(1));
        }
        assertTrue(taken >= 1_000 && taken <= 1_000 + 20 + 7, taken + " events in 100 s at 10 a second");
    }

    @Test
    void givesBackWhatWasNotUsed() {
        bucket.take(20);
        assertFalse(bucket.full());
        bucket.giveBack(20);
        assertTrue(bucket.full());
    }
}
