package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.theme.Appearance;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GalleryFxTest {
    private final AtomicInteger retries = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void showsTheWidgetsInBothAppearances(Appearance appearance) {
        try (FxWindow window = FxWindow.open(appearance, 900, 500, this::gallery)) {
            window.screenshot("widgets-" + appearance.name().toLowerCase(java.util.Locale.ROOT));

            window.click("range-5-m");
            window.press(KeyCode.RIGHT);
            assertTrue(window.find("range-15-m", ToggleButton.class).isSelected());
            assertFalse(window.find("range-5-m", ToggleButton.class).isSelected());

            window.click("failed-retry");
            assertEquals(1, retries.get());
            assertTrue(window.shows("stale-stale"));
        }
    }

    private VBox gallery() {
        SegmentedButtons<String> range = new SegmentedButtons<>("range", "Time range", List.of("5 m", "15 m"), s -> s);
        Tile tile = new Tile("tile", "Accepted → stored", Tone.DONE);
        tile.show(
                "1,284",
                "events/s",
                "in 12 messages",
                IntStream.range(0, 200).mapToDouble(i -> Math.sin(i / 9.0) + 3).toArray());
        tile.setMaxWidth(204);
        HBox pills = new HBox(
                8,
                new Pill("embedded", Tone.MUTED),
                new Pill("paused", Tone.WARNING),
                new Pill("limit in 9 min", Tone.DANGER),
                new KeyHint("Ctrl K"),
                new StatusDot(Tone.SUCCESS),
                new StatusDot(Tone.WARNING),
                new StatusDot(Tone.DANGER),
                new StatusDot(Tone.MUTED));
        StatePane failed = new StatePane("failed", new Label("content"), retries::incrementAndGet);
        failed.show(new ViewState.Failed("database-unavailable", "The database does not answer.", "7f1c"));
        StatePane stale = new StatePane("stale", new Label("1,284"), () -> {});
        stale.show(new ViewState.Stale("12 s"));
        StatePane loading = new StatePane("loading", new Label("1,284"), () -> {});
        loading.show(ViewState.LOADING);
        VBox box = new VBox(12, range, tile, pills, new HBox(12, failed, stale, loading));
        box.setPadding(new Insets(14));
        return box;
    }
}
