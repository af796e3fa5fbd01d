package dev.sluice.console.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.theme.Appearance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectFxTest {
    private final List<ServerAddress> connected = new ArrayList<>();

    @TempDir
    private Path home;

    @Test
    void connectsWithTheKeyboardAlone() {
        try (FxWindow window = open(Appearance.DARK, address -> {})) {
            window.click(ConnectIds.TOKEN);
            window.write("abc");
            window.press(KeyCode.ENTER);
            assertEquals(List.of(ServerAddress.of("http://127.0.0.1:8480", "abc")), connected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheErrorInPlace(Appearance appearance) {
        ConnectViewModel.Probe refused = address -> {
            throw new UnreachableException(
                    UnreachableException.Kind.REFUSED, "No server answers at " + address + ".", null);
        };
        try (FxWindow window = open(appearance, refused)) {
            assertFalse(window.shows(ConnectIds.ERROR));
            window.click(ConnectIds.SUBMIT);
            assertTrue(window.shows(ConnectIds.ERROR));
            assertEquals(
                    "No server answers at http://127.0.0.1:8480.",
                    window.find(ConnectIds.ERROR, Label.class).getText());
            window.screenshot("connect-" + appearance.name().toLowerCase(Locale.ROOT));
        }
    }

    private FxWindow open(Appearance appearance, ConnectViewModel.Probe probe) {
        ConsoleSettings settings = ConsoleSettings.load(Map.of("SLUICE_HOME", home.toString()));
        return FxWindow.open(appearance, () -> new ConnectView(
                        new ConnectViewModel(new ImmediateTaskRunner(), probe, settings, connected::add))
                .root());
    }
}
