package dev.sluice.console.widget;

import javafx.scene.control.Label;

/// The key that does the same: `Esc`, `⇧P`.
public final class KeyHint extends Label {
    public KeyHint(String key) {
        super(key);
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("key-hint");
    }
}
