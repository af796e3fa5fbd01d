package dev.sluice.console.widget;

import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The moment that all charts of a screen point at; null when the pointer is on none of them.
public final class Crosshair {
    private final ObjectProperty<@Nullable Instant> at = new SimpleObjectProperty<>(this, "at");

    public ObjectProperty<@Nullable Instant> atProperty() {
        return at;
    }
}
