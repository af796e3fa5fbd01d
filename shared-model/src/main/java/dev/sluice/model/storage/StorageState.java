package dev.sluice.model.storage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is kept, and where it takes room.
///
/// @param places where data lies; the database is inside the home when it is the embedded one
/// @param fullSeconds until the first of them is full at its present pace, null when none grows towards a bound
/// @param keepSeconds how long events are kept, null: for good
/// @param keptFrom all that was received from then on is kept, null when nothing was dropped yet
public record StorageState(
        List<Place> places,
        @Nullable Double fullSeconds,
        @Nullable Long keepSeconds,
        @Nullable Instant keptFrom) {
    public static final String HOME = "home";
    public static final String DATABASE = "database";
    /// Less than that is worth a warning.
    public static final double SOON_SECONDS = 86_400;

    public StorageState {
        places = List.copyOf(places);
    }

    /// @param fullSeconds is told by the places
    public static StorageState of(List<Place> places, @Nullable Long keepSeconds, @Nullable Instant keptFrom) {
        return new StorageState(
                places,
                places.stream()
                        .map(Place::fullSeconds)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                keepSeconds,
                keptFrom);
    }

    public Optional<Place> place(String name) {
        return places.stream().filter(place -> place.name().equals(name)).findFirst();
    }

    /// @param name `home` or `database`
    /// @param budgetBytes it may grow to, null: no bound was set
    /// @param freeBytes of its disk, null when not known
    /// @param reserveBytes that must stay free there, null when not known
    /// @param growthBytesPerSecond over the last quarter of an hour, null while that is too short to tell
    /// @param fullSeconds until the budget is used up or the reserve is reached, null when it does not grow or has
    /// no bound
    public record Place(
            String name,
            long usedBytes,
            @Nullable Long budgetBytes,
            @Nullable Long freeBytes,
            @Nullable Long reserveBytes,
            @Nullable Double growthBytesPerSecond,
            @Nullable Double fullSeconds) {

        /// With the time that is left.
        public static Place of(
                String name,
                long usedBytes,
                @Nullable Long budgetBytes,
                @Nullable Long freeBytes,
                @Nullable Long reserveBytes,
                @Nullable Double growthBytesPerSecond) {
            double room = budgetBytes == null ? Double.POSITIVE_INFINITY : budgetBytes - usedBytes;
            if (freeBytes != null) {
                room = Math.min(room, freeBytes - (reserveBytes == null ? 0 : reserveBytes));
            }
            boolean tells = growthBytesPerSecond != null && growthBytesPerSecond > 0 && Double.isFinite(room);
            return new Place(
                    name,
                    usedBytes,
                    budgetBytes,
                    freeBytes,
                    reserveBytes,
                    growthBytesPerSecond,
                    tells ? Math.max(0, room) / Objects.requireNonNull(growthBytesPerSecond) : null);
        }
    }
}
