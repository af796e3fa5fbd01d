package dev.sluice.server.bench;

import java.util.Arrays;

/// A figure of a run that is compared.
enum Measure {
    ACCEPTED("acceptedPerSecond"),
    STORED("storedPerSecond"),
    CPU("cpuMicros"),
    P50("p50Ms"),
    P99("p99Ms");

    private final String word;

    Measure(String word) {
        this.word = word;
    }

    /// as raw samples and targets spell it
    String word() {
        return word;
    }

    /// @throws IllegalArgumentException when there is no such measure
    static Measure of(String word) {
        return Arrays.stream(values())
                .filter(measure -> measure.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no measure \"" + word + "\""));
    }
}
