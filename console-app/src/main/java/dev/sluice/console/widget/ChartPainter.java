package dev.sluice.console.widget;

import java.time.Instant;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.TextAlignment;

/// Draws the lasting part of a strip chart: grid, bands, lines and their labels.
final class ChartPainter {
    private static final double LINE = 1.6;
    private static final double DOT = 2;
    private static final double FAINT = 0.55;

    private final GraphicsContext g;
    private final Plot plot;
    private final ToneColors colors;

    ChartPainter(GraphicsContext g, Plot plot, ToneColors colors) {
        this.g = g;
        this.plot = plot;
        this.colors = colors;
    }

    void clear(double width, double height) {
        g.clearRect(0, 0, width, height);
        g.setLineDashes();
    }

    void grid(ValueAxis axis, long[] ticks, ChartData data) {
        g.setFont(ChartText.PLAIN);
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setLineWidth(1);
        for (int i = 0; i <= ValueAxis.STEPS; i++) {
            double value = axis.step() * i;
            double y = Math.floor(plot.y(value)) + 0.5;
            g.setStroke(colors.of(i == 0 ? Tone.EDGE : Tone.GRID, 1));
            g.strokeLine(plot.left(), y, plot.right(), y);
            g.setFill(colors.of(Tone.MUTED, 1));
            g.fillText(Numbers.compact(value), plot.left() - 7, y);
        }
        g.setTextBaseline(VPos.TOP);
        for (long tick : ticks) {
            double x = plot.x(tick);
            String label = TimeAxis.label(tick, data.from(), data.to());
            double half = ChartText.width(label, ChartText.PLAIN) / 2;
            // A label at an edge moves inwards rather than being cut.
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText(label, Math.clamp(x, plot.left() + half, plot.right() - half), plot.bottom() + 6);
        }
    }

    void bands(List<ChartBand> bands) {
        for (ChartBand band : bands) {
            double left = Math.max(plot.left(), plot.x(band.from().toEpochMilli()));
            double right = Math.min(plot.right(), end(band));
            if (right < plot.left() || left > plot.right()) {
                continue;
            }
            g.setFill(colors.of(band.tone(), 0.14));
            g.fillRect(left, plot.top(), Math.max(0, right - left), plot.bottom() - plot.top());
            if (plot.holds(plot.x(band.from().toEpochMilli()))) {
                g.setStroke(colors.of(band.tone(), 1));
                g.setLineWidth(1);
                g.setLineDashes(3, 3);
                double x = Math.floor(left) + 0.5;
                g.strokeLine(x, plot.top(), x, plot.bottom());
                g.setLineDashes();
            }
        }
    }

    void bandLabels(List<ChartBand> bands) {
        g.setFont(ChartText.PLAIN);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        double free = plot.left();
        for (ChartBand band : bands) {
            double start = Math.max(plot.left(), plot.x(band.from().toEpochMilli())) + 5;
            // Two acts at nearly the same time: the second label gives way, its dashed line still stands.
            if (end(band) < plot.left() || start > plot.right() || start < free) {
                continue;
            }
            double width = ChartText.width(band.label(), ChartText.PLAIN);
            boolean before = start + width > plot.right() && start - 10 - width > free;
            double x = before ? start - 10 - width : start;
            String label = ChartText.fit(band.label(), ChartText.PLAIN, plot.right() - x);
            g.setFill(colors.of(band.tone(), 1));
            g.fillText(label, x, plot.top() + 2);
            free = x + Math.min(width, plot.right() - x) + 8;
        }
    }

    private double end(ChartBand band) {
        Instant to = band.to();
        return to == null ? plot.right() : plot.x(to.toEpochMilli());
    }

    void line(ChartSeries series, List<Decimator.Run> runs) {
        g.save();
        g.beginPath();
        g.rect(plot.left(), plot.top() - 1, plot.width(), plot.bottom() - plot.top() + 2);
        g.clip();
        g.setLineWidth(series.faint() ? 1 : LINE);
        g.setLineCap(series.faint() ? StrokeLineCap.BUTT : StrokeLineCap.ROUND);
        g.setLineJoin(StrokeLineJoin.ROUND);
        if (series.faint()) {
            g.setLineDashes(4, 3);
        }
        double opacity = series.faint() ? FAINT : 1;
        g.setStroke(colors.of(series.tone(), opacity));
        for (Decimator.Run run : runs) {
            if (series.filled()) {
                fill(series, run);
            }
            if (run.size() == 1) {
                // between two gaps it must not be overlooked
                g.setFill(colors.of(series.tone(), opacity));
                g.fillOval(plot.x(run.at(0)) - DOT, plot.y(run.value(0)) - DOT, 2 * DOT, 2 * DOT);
                continue;
            }
            g.beginPath();
            g.moveTo(plot.x(run.at(0)), plot.y(run.value(0)));
            for (int i = 1; i < run.size(); i++) {
                g.lineTo(plot.x(run.at(i)), plot.y(run.value(i)));
            }
            g.stroke();
        }
        g.restore();
    }

    /// Instead of lines.
    void none(String text) {
        g.setFont(ChartText.PLAIN);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(colors.of(Tone.MUTED, 1));
        double middle = (plot.left() + plot.right()) / 2;
        g.fillText(ChartText.fit(text, ChartText.PLAIN, plot.width()), middle, (plot.top() + plot.bottom()) / 2);
    }

    private void fill(ChartSeries series, Decimator.Run run) {
        g.setFill(colors.of(series.tone(), 0.13));
        g.beginPath();
        g.moveTo(plot.x(run.at(0)), plot.bottom());
        for (int i = 0; i < run.size(); i++) {
            g.lineTo(plot.x(run.at(i)), plot.y(run.value(i)));
        }
        g.lineTo(plot.x(run.at(run.size() - 1)), plot.bottom());
        g.closePath();
        g.fill();
    }
}
