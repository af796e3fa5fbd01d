package dev.sluice.console.feed;

import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The one stretch of time that all screens look at: live, or standing still at some moment. Standing still stops the
/// views, not the feed.
public final class ViewWindow {
    /// How far back.
    public enum Range {
        ONE_MINUTE("1 m", Duration.ofMinutes(1)),
        FIVE_MINUTES("5 m", Duration.ofMinutes(5)),
        FIFTEEN_MINUTES("15 m", Duration.ofMinutes(15)),
        ONE_HOUR("1 h", Duration.ofHours(1)),
        SIX_HOURS("6 h", Duration.ofHours(6)),
        ONE_DAY("24 h", Duration.ofHours(24)),
        ONE_WEEK("7 d", Duration.ofDays(7)),
        ONE_MONTH("30 d", Duration.ofDays(30));

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

        /// the next longer or shorter one, itself at the end
        Range next(boolean longer) {
            Range[] all = values();
            return all[Math.clamp(ordinal() + (longer ? 1 : -1), 0, all.length - 1)];
        }
    }

    /// of a range
    private static final int NEAR = 20;

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

    /// Where the views end.
    public Instant end(Instant serverNow) {
        Instant frozen = frozenAt.get();
        return frozen == null ? serverNow : frozen;
    }

    public void freeze(Instant serverNow) {
        frozenAt.set(serverNow);
    }

    public void goLive() {
        frozenAt.set(null);
    }

    /// Moves the views along the axis. At the present they are live again.
    ///
    /// @param ranges how many times their own length, negative: back
    public void move(double ranges, Instant serverNow) {
        standAt(end(serverNow).plusMillis(Math.round(range.get().length().toMillis() * ranges)), serverNow);
    }

    /// The next longer or shorter range.
    ///
    /// @param around a moment that stays in the middle, null: the end stays
    public void zoom(boolean longer, @Nullable Instant around, Instant serverNow) {
        Range next = range.get().next(longer);
        if (next == range.get()) {
            return;
        }
        if (around != null) {
            standAt(around.plus(next.length().dividedBy(2)), serverNow);
        }
        range.set(next);
    }

    /// Nearly the present is meant to be the present, which has moved on meanwhile.
    private void standAt(Instant end, Instant serverNow) {
        Duration near = range.get().length().dividedBy(NEAR);
        frozenAt.set(end.isBefore(serverNow.minus(near)) ? end : null);
    }
}
