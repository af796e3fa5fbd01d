package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.telemetry.PairCounts.Pair;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairCountsTest {
    @Test
    void isExactWhileAllPairsFit() {
        PairCounts counts = new PairCounts();
        for (int i = 0; i < 30_000; i++) {
            counts.add("/s" + i % 300, i % 2 == 0 ? "a" : "b", 1);
        }
        assertEquals(30_000, counts.total());
        assertEquals(Map.entry(new Pair("/s0", "a"), 100L), counts.top(1).getFirst());
        assertEquals(
                30_000,
                counts.top(1_000).stream().mapToLong(Map.Entry::getValue).sum());
    }

    @Test
    void findsTheHeavySourcesAmongAHundredThousandAndNeverSaysTooMuch() {
        Random random = new Random(9);
        PairCounts counts = new PairCounts();
        Map<String, Long> right = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            // a fifth of all comes from twenty sources
            String source =
                    random.nextInt(5) == 0 ? "/heavy/" + random.nextInt(20) : "/light/" + random.nextInt(100_000);
            counts.add(source, "t", 1);
            right.merge(source, 1L, Long::sum);
        }
        assertEquals(1_000_000, counts.total());
        List<Map.Entry<Pair, Long>> top = counts.top(200);
        assertEquals(
                20,
                top.subList(0, 20).stream()
                        .filter(e -> e.getKey().source().startsWith("/heavy/"))
                        .count());
        for (Map.Entry<Pair, Long> entry : top) {
            long most = right.get(entry.getKey().source());
            assertTrue(entry.getValue() <= most, entry + " of " + most);
            if (entry.getKey().source().startsWith("/heavy/")) {
                assertTrue(entry.getValue() >= most - 1_000_000 / (PairCounts.ROOM / 2), entry + " of " + most);
            }
        }
    }

    @Test
    void keepsTheTotalWhateverIsLeftOutOfARow() throws IOException {
        PairCounts counts = new PairCounts();
        for (int i = 0; i < 500; i++) {
            counts.add("/s" + i, "t", i + 1);
        }
        PairCounts kept = PairCounts.decode(counts.encode(200));
        assertEquals(500 * 501 / 2, kept.total());
        assertEquals(200, kept.top(1_000).size());
        kept.add(PairCounts.decode(counts.encode(200)));
        assertEquals(500 * 501, kept.total());
        assertEquals(1_000, kept.top(1).getFirst().getValue());
    }
}
