package dev.sluice.console.widget;

/// What a colour means. Accent: accepted and selection. Success: stored and well. Warning: paused and waiting.
/// Danger: dead, refused, destructive. Done: tail latency. The rest are roles of the drawing surface.
public enum Tone {
    ACCENT("accent"),
    SUCCESS("success"),
    WARNING("warning"),
    DANGER("danger"),
    DONE("done"),
    TEXT("text"),
    MUTED("muted"),
    GRID("grid"),
    SURFACE("surface"),
    EDGE("edge");

    private final String word;

    Tone(String word) {
        this.word = word;
    }

    /// `tone-accent`: sets the looked-up colour `-tone` of a node.
    public String styleClass() {
        return "tone-" + word;
    }

    String property() {
        return "-sluice-" + word;
    }
}
