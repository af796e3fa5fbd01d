package dev.sluice.console.widget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// Draws the crosshair, a dot on each line, and the box with the values.
final class CrosshairPainter {
    private static final double ROW = 15;
    private static final double PADDING = 9;
    private static final double DISTANCE = 12;

    private final GraphicsContext g;
    private final Plot plot;
    private final ToneColors colors;

    CrosshairPainter(GraphicsContext g, Plot plot, ToneColors colors) {
        this.g = g;
        this.plot = plot;
        this.colors = colors;
    }

    void clear(double width, double height) {
        g.clearRect(0, 0, width, height);
    }

    /// @param values one for each series, `NaN` for none
    void show(Instant at, List<ChartSeries> series, double[] values, DoubleFunction<String> figure) {
        double exact = plot.x(at.toEpochMilli());
        if (!plot.holds(exact)) {
            return;
        }
        double x = Math.floor(exact) + 0.5;
        g.setStroke(colors.of(Tone.MUTED, 0.9));
        g.setLineWidth(1);
        g.strokeLine(x, plot.top(), x, plot.bottom());
        double width = ChartText.width(time(at), ChartText.PLAIN);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                double y = plot.y(values[i]);
                g.setFill(colors.of(series.get(i).tone(), 1));
                g.fillOval(x - 3, y - 3, 6, 6);
            }
            width = Math.max(
                    width,
                    ChartText.width(series.get(i).name() + " ", ChartText.PLAIN)
                            + ChartText.width(text(values[i], figure), ChartText.BOLD));
        }
        box(x, at, series, values, figure, width + 2 * PADDING);
    }

    private void box(
            double x,
            Instant at,
            List<ChartSeries> series,
            double[] values,
            DoubleFunction<String> figure,
            double width) {
        double height = ROW * (series.size() + 1) + 11;
        double left = x + DISTANCE + width <= plot.right() ? x + DISTANCE : x - DISTANCE - width;
        double top = plot.top() + 19;
        g.setFill(colors.of(Tone.SURFACE, 0.97));
        g.fillRoundRect(left, top, width, height, 12, 12);
        g.setStroke(colors.of(Tone.EDGE, 1));
        g.strokeRoundRect(Math.floor(left) + 0.5, Math.floor(top) + 0.5, width, height, 12, 12);
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(ChartText.PLAIN);
        g.setFill(colors.of(Tone.TEXT, 1));
        double y = top + 5.5 + ROW / 2;
        g.fillText(time(at), left + PADDING, y);
        for (int i = 0; i < values.length; i++) {
            y += ROW;
            String name = series.get(i).name() + " ";
            g.setFont(ChartText.PLAIN);
            g.setFill(colors.of(Tone.TEXT, 0.85));
            g.fillText(name, left + PADDING, y);
            g.setFont(ChartText.BOLD);
            g.setFill(colors.of(Tone.TEXT, 1));
            g.fillText(text(values[i], figure), left + PADDING + ChartText.width(name, ChartText.PLAIN), y);
        }
    }

    private String time(Instant at) {
        return Times.within(at, Duration.ofMillis(plot.toMillis() - plot.fromMillis()));
    }

    private static String text(double value, DoubleFunction<String> figure) {
        return Double.isNaN(value) ? Numbers.NONE : figure.apply(value);
    }
}
