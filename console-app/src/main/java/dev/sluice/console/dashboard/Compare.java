package dev.sluice.console.dashboard;

import java.time.Duration;

/// Which earlier stretch is drawn faintly beside the present one.
enum Compare {
    NONE("Off", Duration.ZERO, ""),
    DAY("Yesterday", Duration.ofDays(1), "yesterday"),
    WEEK("Last week", Duration.ofDays(7), "last week");

    private final String label;
    private final Duration back;
    private final String word;

    Compare(String label, Duration back, String word) {
        this.label = label;
        this.back = back;
        this.word = word;
    }

    String label() {
        return label;
    }

    Duration back() {
        return back;
    }

    /// behind a line's name
    String word() {
        return word;
    }

    Compare next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
