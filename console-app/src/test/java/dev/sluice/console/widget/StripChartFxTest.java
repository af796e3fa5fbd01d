package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.theme.Appearance;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class StripChartFxTest {
    private static final Instant END = Instant.parse("2026-11-23T10:00:00Z");

    private final Crosshair crosshair = new Crosshair();

    @Test
    void drawsInTheColoursOfTheThemeAndAgainWhenItChanges() {
        try (FxWindow window = open()) {
            assertTrue(holds(window, Color.web("#58a6ff")), "no accent line in the dark appearance");
            window.run(() -> window.theme().show(Appearance.LIGHT));
            assertTrue(holds(window, Color.web("#0969da")), "no accent line in the light appearance");
        }
    }

    @Test
    void pointsAtTheMomentUnderTheMouse() {
        try (FxWindow window = open()) {
            window.moveTo("chart");
            Instant at = crosshair.atProperty().get();
            assertNotNull(at);
            // The middle of the chart is a little left of the middle of its plot.
            Duration beforeEnd = Duration.between(at, END);
            assertTrue(
                    beforeEnd.compareTo(Duration.ofMinutes(7)) > 0 && beforeEnd.compareTo(Duration.ofMinutes(9)) < 0,
                    () -> "pointed " + beforeEnd + " before the end");
            window.run(() -> crosshair.atProperty().set(null));
            assertNull(crosshair.atProperty().get());
        }
    }

    @Test
    void redrawsAtMostOnceForManyChangesOfOnePulse() {
        try (FxWindow window = open()) {
            StripChart chart = window.find("chart", StripChart.class);
            long before = chart.drawings();
            window.run(() -> IntStream.range(0, 100).forEach(i -> chart.show(data(900))));
            assertTrue(chart.drawings() - before <= 2, () -> chart.drawings() - before + " drawings");
        }
    }

    @Test
    void standsWithoutData() {
        try (FxWindow window = open()) {
            StripChart chart = window.find("chart", StripChart.class);
            window.run(() -> chart.show(ChartData.NONE));
            assertEquals(1, window.all("#chart").size());
        }
    }

    private FxWindow open() {
        return FxWindow.open(Appearance.DARK, 1000, 400, () -> {
            StripChart chart = new StripChart("chart", crosshair, Numbers::measured, 0.5);
            chart.show(data(900));
            return new StackPane(chart);
        });
    }

    private static ChartData data(int seconds) {
        long end = END.toEpochMilli();
        long[] at = LongStream.range(0, seconds)
                .map(i -> end - (seconds - 1 - i) * 1_000)
                .toArray();
        double[] values = new double[seconds];
        Arrays.setAll(values, i -> 1_000 + 300 * Math.sin(i / 40.0));
        return new ChartData(
                END.minus(Duration.ofMinutes(15)),
                END,
                List.of(new ChartSeries("accepted", Tone.ACCENT, ChartSeries.Fold.MEAN, true, at, values)),
                List.of());
    }

    private static boolean holds(FxWindow window, Color wanted) {
        return window.get(() -> {
            StripChart chart = (StripChart) window.scene().lookup("#chart");
            Canvas canvas = (Canvas) chart.getChildrenUnmodifiable().getFirst();
            WritableImage image = canvas.snapshot(null, null);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    if (image.getPixelReader().getColor(x, y).equals(wanted)) {
                        return true;
                    }
                }
            }
            return false;
        });
    }
}
