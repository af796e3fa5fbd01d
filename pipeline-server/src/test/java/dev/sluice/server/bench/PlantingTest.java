package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlantingTest {
    @Test
    void choosesExactlySoMany() {
        Planting planting = new Planting(new SplittableRandom(1), 1_000, 1, 10, 500);
        int[] chosen = new int[3];
        for (int i = 0; i < 1_000; i++) {
            int thing = planting.next();
            if (thing != Planting.NONE) {
                chosen[thing]++;
            }
        }
        assertArrayEquals(new int[] {1, 10, 500}, chosen);
    }

    @Test
    void refusesToChooseMoreThanThereAre() {
        SplittableRandom random = new SplittableRandom(1);
        assertThrows(IllegalArgumentException.class, () -> new Planting(random, 10, 6, 5));
    }
}
