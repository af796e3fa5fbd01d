package dev.sluice.console.replay;

/// Where a replay sends events.
enum ReplayTarget {
    QUEUE("A queue on the broker"),
    PIPELINE("The pipeline, as new events");

    private final String label;

    ReplayTarget(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
