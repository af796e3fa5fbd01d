package dev.sluice.console.dashboard;

import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.ByteSize;
import dev.sluice.model.storage.StorageState;
import dev.sluice.model.storage.StorageState.Place;
import org.jspecify.annotations.Nullable;

/// The room that data takes, in words.
final class Room {
    private static final double NEARLY = 0.8;
    private static final double YEAR_SECONDS = 365 * 86_400.0;

    private Room() {}

    /// The place that will be full first, else the one that tells most: the database's own budget, or the home it is
    /// in.
    static @Nullable Place shown(StorageState storage) {
        Place home = storage.place(StorageState.HOME).orElse(null);
        Place database = storage.place(StorageState.DATABASE).orElse(null);
        if (home == null || database == null) {
            return home == null ? database : home;
        }
        if (isSoon(home) != isSoon(database)) {
            return isSoon(home) ? home : database;
        }
        boolean inside = home.usedBytes() >= database.usedBytes();
        return database.budgetBytes() == null && inside ? home : database;
    }

    /// `1.2 of 10 GiB · full in 3 h`
    static String text(Place place) {
        return size(place) + pace(place);
    }

    static Tone tone(Place place) {
        Long budget = place.budgetBytes();
        if (budget != null && place.usedBytes() > budget) {
            return Tone.DANGER;
        }
        boolean nearly = budget != null && place.usedBytes() > budget * NEARLY;
        return nearly || isSoon(place) ? Tone.WARNING : Tone.MUTED;
    }

    private static boolean isSoon(Place place) {
        return place.fullSeconds() != null && place.fullSeconds() < StorageState.SOON_SECONDS;
    }

    private static String size(Place place) {
        String used = ByteSize.text(place.usedBytes());
        if (place.budgetBytes() == null) {
            return used;
        }
        String budget = ByteSize.text(place.budgetBytes());
        String unit = budget.substring(budget.indexOf(' '));
        return (used.endsWith(unit) ? used.substring(0, used.length() - unit.length()) : used) + " of " + budget;
    }

    private static String pace(Place place) {
        Double seconds = place.fullSeconds();
        if (seconds != null) {
            return seconds > YEAR_SECONDS ? " · years left" : " · full in " + Times.spanOfSeconds(seconds);
        }
        Double growth = place.growthBytesPerSecond();
        return growth == null || growth > 0 ? "" : " · not growing";
    }
}
