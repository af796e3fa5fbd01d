package dev.sluice.console.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.feed.SampleData;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.storage.StorageState;
import dev.sluice.model.storage.StorageState.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long GIB = 1L << 30;

    private static Place home(long used, @Nullable Double growth) {
        return Place.of(StorageState.HOME, used, 10 * GIB, 100 * GIB, GIB, growth);
    }

    private static Place database(long used, @Nullable Long budget, @Nullable Double growth) {
        return Place.of(StorageState.DATABASE, used, budget, null, null, growth);
    }

    private static @Nullable Place shown(Place... places) {
        return Room.shown(StorageState.of(List.of(places), null, null));
    }

    @Test
    void saysHowMuchOfHowMuchAndUntilWhen() {
        assertEquals("41 of 100 GiB · full in 4 d", Room.text(Room.shown(SampleData.storage())));
        assertEquals("2 of 10 GiB", Room.text(home(2 * GIB, null)));
        assertEquals("512 MiB of 10 GiB · not growing", Room.text(home(GIB / 2, -1.0)));
        assertEquals("2 of 10 GiB · years left", Room.text(home(2 * GIB, 1.0)));
        assertEquals("41 GiB", Room.text(database(41 * GIB, null, 1_000.0)));
    }

    @Test
    void warnsADayBeforeAndWhenLittleIsLeft() {
        assertEquals(Tone.MUTED, Room.tone(home(2 * GIB, 8.0 * GIB / 86_401)));
        assertEquals(Tone.WARNING, Room.tone(home(2 * GIB, 8.0 * GIB / 86_399)));
        assertEquals(Tone.WARNING, Room.tone(home(9 * GIB, null)));
        assertEquals(Tone.DANGER, Room.tone(home(11 * GIB, null)));
    }

    @Test
    void showsThePlaceThatTellsMost() {
        Place embedded = home(5 * GIB, null);
        Place empty = home(1 << 20, null);
        assertEquals(embedded, shown(embedded, database(4 * GIB, null, null)), "the database is inside");
        Place elsewhere = database(41 * GIB, null, null);
        assertEquals(elsewhere, shown(empty, elsewhere));
        Place bounded = database(4 * GIB, 100 * GIB, null);
        assertEquals(bounded, shown(embedded, bounded));
        Place filling = home(5 * GIB, 1e6);
        assertEquals(filling, shown(filling, bounded));
        assertEquals(embedded, shown(embedded));
    }
}
