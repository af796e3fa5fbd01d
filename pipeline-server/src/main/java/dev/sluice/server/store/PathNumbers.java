package dev.sluice.server.store;

import java.util.Arrays;

/// The numbers of one event by path.
///
/// @param paths hash of each number's path, [TermHash#present]; a path may stand here more than once
/// @param values the number nearest to each; infinite when it is beyond all of that kind
record PathNumbers(long[] paths, double[] values) {
    /// Of an event that was not scanned to its end, or holds more than are kept: any number may be at any path.
    static final PathNumbers UNKNOWN = new PathNumbers(new long[0], new double[0]);

    private static final PathNumbers NONE = new PathNumbers(new long[0], new double[0]);
    private static final int MAX = 8_192;

    boolean isKnown() {
        return this != UNKNOWN;
    }

    /// Gathers one event after the other; used by one thread.
    static final class Builder {
        private long[] paths = new long[16];
        private double[] values = new double[16];
        private int size;

        void clear() {
            size = 0;
        }

        void add(long path, double value) {
            if (size < MAX) {
                if (size == paths.length) {
                    paths = Arrays.copyOf(paths, size * 2);
                    values = Arrays.copyOf(values, size * 2);
                }
                paths[size] = path;
                values[size] = value;
            }
            size++;
        }

        PathNumbers build() {
            if (size > MAX) {
                return UNKNOWN;
            }
            return size == 0 ? NONE : new PathNumbers(Arrays.copyOf(paths, size), Arrays.copyOf(values, size));
        }
    }
}
