package dev.sluice.console.widget;

import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The moment that all charts of a screen point at: the one under the pointer, else the one it was put at.
public final class Crosshair {
    private final ObjectProperty<@Nullable Instant> at = new SimpleObjectProperty<>(this, "at");
    private final ObjectProperty<@Nullable Instant> put = new SimpleObjectProperty<>(this, "put");

    public Crosshair() {
        put.addListener(observable -> at.set(put.get()));
    }

    /// null when nothing is pointed at
    public ObjectProperty<@Nullable Instant> atProperty() {
        return at;
    }

    /// The moment it stays at when the pointer leaves, null for none.
    public ObjectProperty<@Nullable Instant> putProperty() {
        return put;
    }

    /// The pointer is there; null: it has left.
    void hover(@Nullable Instant moment) {
        at.set(moment == null ? put.get() : moment);
    }
}
