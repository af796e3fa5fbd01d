package dev.sluice.console.widget;

import javafx.scene.control.Label;

/// A word with a thin rounded line around: `paused`, `embedded`.
public final class Pill extends Label {
    private Tone tone;

    public Pill(String text, Tone tone) {
        super(text);
        this.tone = tone;
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().addAll("pill", tone.styleClass());
    }

    public void show(String text, Tone next) {
        setText(text);
        getStyleClass().remove(tone.styleClass());
        getStyleClass().add(next.styleClass());
        tone = next;
    }
}
