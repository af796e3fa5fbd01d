package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.server.telemetry.Waypoint;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever adds a place where a crash could cost something also kills a server there.
class CrashMatrixTest {
    @Test
    void killsAServerAtEveryWaypointThereIs() {
        Set<Waypoint> killed = Stream.of(
                        KilledServerIT.WAY,
                        DeadLetterCrashIT.PLACES,
                        PurgeCrashIT.PLACES,
                        ReplayCrashIT.PLACES,
                        TapsCrashIT.PLACES)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Waypoint.class), killed);
    }
}
