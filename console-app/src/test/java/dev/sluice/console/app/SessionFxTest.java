package dev.sluice.console.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.HeldTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFxTest {
    @ParameterizedTest
    @ValueSource(strings = {"dashboard", "queues", "events", "ingest", "people"})
    void everyNodeThatActsHasAnIdOfItsOwnAndAName(String screen) {
        try (FxWindow window = FxWindow.open(Appearance.DARK, theme -> new Session(
                        // Nothing listens there, and the held runner never asks.
                        ServerAddress.of("http://127.0.0.1:1", ""),
                        theme,
                        new HeldTaskRunner(),
                        new ManualTicker(SampleData.NOW),
                        () -> {})
                .root())) {
            window.click(ShellIds.navigation(screen));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
        }
    }
}
