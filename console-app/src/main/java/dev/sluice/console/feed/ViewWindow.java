package dev.sluice.console.feed;

import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The one stretch of time that all screens look at, live or frozen. Freezing stops the views, not the feed.
public final class ViewWindow {
    /// How far back.
    public enum Range {
        FIVE_MINUTES("5 m", Duration.ofMinutes(5)),
        FIFTEEN_MINUTES("15 m", Duration.ofMinutes(15));

        private final String label;
        private final Duration length;

        Range(String label, Duration length) {
            this.label = label;
            this.length = length;
        }

        public String label() {
            return label;
        }

        public Duration length() {
            return length;
        }
    }

    private final ObjectProperty<Range> range = new SimpleObjectProperty<>(this, "range", Range.FIFTEEN_MINUTES);
    private final ReadOnlyObjectWrapper<@Nullable Instant> frozenAt = new ReadOnlyObjectWrapper<>(this, "frozenAt");

    public ObjectProperty<Range> rangeProperty() {
        return range;
    }

    /// The moment the views stand still at, null while they are live.
    public ReadOnlyObjectProperty<@Nullable Instant> frozenAtProperty() {
        return frozenAt.getReadOnlyProperty();
    }

    public boolean frozen() {
        return frozenAt.get() != null;
    }

    public void freeze(Instant serverNow) {
        frozenAt.set(serverNow);
    }

    public void goLive() {
        frozenAt.set(null);
    }
}
