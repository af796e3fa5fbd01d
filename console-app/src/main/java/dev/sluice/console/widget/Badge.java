package dev.sluice.console.widget;

/// The count beside a screen's name that tells whether to go there: `1 paused`.
public record Badge(String text, Tone tone) {
    public static final Badge NONE = new Badge("", Tone.MUTED);
}
