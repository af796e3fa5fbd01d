package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyCountsTest {
    @Test
    void readsPercentilesRightToThreePercentOverEveryMagnitude() {
        Random random = new Random(7);
        LatencyCounts counts = new LatencyCounts();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            long micros = (long) Math.exp(random.nextDouble() * 25);
            counts.record(micros, 1);
            millis.add(micros / 1_000.0);
        }
        Collections.sort(millis);
        for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
            double right = millis.get((int) Math.ceil(share * millis.size()) - 1);
            assertEquals(right, counts.millis(share), right * 0.033 + 0.001, "share " + share);
        }
    }

    @Test
    void addsUpToTheSameAsIfAllHadBeenCountedInOne() {
        Random random = new Random(8);
        LatencyCounts one = new LatencyCounts();
        LatencyCounts left = new LatencyCounts();
        LatencyCounts right = new LatencyCounts();
        for (int i = 0; i < 1_000; i++) {
            long micros = random.nextLong(1, 100_000_000);
            one.record(micros, 3);
            (random.nextBoolean() ? left : right).record(micros, 3);
        }
        left.add(right);
        assertEquals(3_000, left.total());
        for (double share : new double[] {0.1, 0.5, 0.95, 0.99}) {
            assertEquals(one.millis(share), left.millis(share));
        }
    }

    @Test
    void putsEveryLatencyIntoABucketNoLowerThanThatOfAShorterOne() {
        int before = -1;
        for (long micros = 0; micros < LatencyCounts.LONGEST_MICROS; micros += 1 + micros / 40) {
            int bucket = LatencyCounts.bucket(micros);
            assertTrue(bucket >= before && bucket <= before + 1, micros + " µs");
            before = bucket;
        }
    }

    @Test
    void countsAnOddClockAsZeroAndWhatTookTooLongAsTheLongest() {
        LatencyCounts counts = new LatencyCounts();
        counts.record(Duration.ofHours(-1).toNanos() / 1_000, 1);
        assertEquals(0, counts.millis(1));
        counts.record(Long.MAX_VALUE, 1);
        assertEquals(
                Duration.ofDays(7).toMillis(),
                counts.millis(1),
                Duration.ofDays(7).toMillis() * 0.033);
    }
}
