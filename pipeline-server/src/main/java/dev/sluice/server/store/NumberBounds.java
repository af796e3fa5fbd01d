package dev.sluice.server.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The least and the greatest number that the events of a block have at each path, rounded outward to doubles.
///
/// @param paths hashes, distinct, in no order
record NumberBounds(long[] paths, double[] lows, double[] highs) {
    private static final int MAX_PATHS = 2_048;

    /// @return null when it is not known, or not worth its room
    static @Nullable NumberBounds of(Iterable<Candidate> rows) {
        Table table = new Table();
        for (Candidate row : rows) {
            PathNumbers numbers = row.terms().numbers();
            if (!numbers.isKnown()) {
                return null;
            }
            for (int i = 0; i < numbers.paths().length; i++) {
                table.add(numbers.paths()[i], numbers.values()[i]);
            }
            if (table.size > MAX_PATHS) {
                return null;
            }
        }
        return table.bounds();
    }

    /// Open addressing: an entry's place follows from its hash, an empty one ends the search.
    private static final class Table {
        private int[] places = new int[64];
        private long[] paths = new long[32];
        private double[] lows = new double[32];
        private double[] highs = new double[32];
        private int size;

        void add(long path, double value) {
            double low = Math.nextDown(value);
            double high = Math.nextUp(value);
            int place = place(path);
            int entry = places[place] - 1;
            if (entry >= 0) {
                lows[entry] = Math.min(lows[entry], low);
                highs[entry] = Math.max(highs[entry], high);
                return;
            }
            if (size == paths.length) {
                grow();
                place = place(path);
            }
            paths[size] = path;
            lows[size] = low;
            highs[size] = high;
            places[place] = ++size;
        }

        private int place(long path) {
            int mask = places.length - 1;
            int place = (int) path & mask;
            while (places[place] != 0 && paths[places[place] - 1] != path) {
                place = (place + 1) & mask;
            }
            return place;
        }

        private void grow() {
            paths = Arrays.copyOf(paths, size * 2);
            lows = Arrays.copyOf(lows, size * 2);
            highs = Arrays.copyOf(highs, size * 2);
            places = new int[size * 4];
            for (int i = 0; i < size; i++) {
                places[place(paths[i])] = i + 1;
            }
        }

        NumberBounds bounds() {
            return new NumberBounds(Arrays.copyOf(paths, size), Arrays.copyOf(lows, size), Arrays.copyOf(highs, size));
        }
    }
}
