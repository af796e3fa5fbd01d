package dev.sluice.console.widget;

import javafx.scene.layout.Region;

/// A state at a glance, as colour and as shape: round is well, two bars wait, a cross is broken, a ring is unknown.
public final class StatusDot extends Region {
    private Tone tone;

    public StatusDot(Tone tone) {
        this.tone = tone;
        setMouseTransparent(true);
        getStyleClass().addAll("status-dot", tone.styleClass());
    }

    public void show(Tone next) {
        if (next != tone) {
            getStyleClass().remove(tone.styleClass());
            getStyleClass().add(next.styleClass());
            tone = next;
        }
    }
}
