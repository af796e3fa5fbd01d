package dev.sluice.console.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleMainTest {
    @Test
    void readsTheServerFromTheArguments() {
        assertEquals(Optional.of("http://h:1"), ConsoleMain.connectArgument(List.of("--connect", "http://h:1")));
        assertEquals(Optional.of("http://h:1"), ConsoleMain.connectArgument(List.of("--connect=http://h:1")));
        assertEquals(Optional.empty(), ConsoleMain.connectArgument(List.of("--connect")));
        assertEquals(Optional.empty(), ConsoleMain.connectArgument(List.of()));
    }
}
