package dev.sluice.console.widget;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// A small line without axes: the way a number went. `NaN` leaves a gap.
public final class Sparkline extends ThemedRegion {
    private static final double LINE = 1.4;

    private final Canvas canvas = new Canvas();
    private final Tone tone;
    private double[] values = {};

    public Sparkline(Tone tone, double width, double height) {
        this.tone = tone;
        setMinSize(0, height);
        setPrefSize(width, height);
        setMaxSize(width, height);
        setMouseTransparent(true);
        getChildren().add(canvas);
    }

    /// @param next oldest first; the array is not kept
    public void show(double[] next) {
        values = next.clone();
        requestLayout();
    }

    @Override
    protected void draw() {
        double width = getWidth();
        double height = getHeight();
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        double[] points = Series.reduce(values, (int) Math.max(2, width / 1.5));
        Series.Extent extent = Series.extent(points);
        if (extent.isEmpty() || width < 4) {
            return;
        }
        double inner = height - 2 * LINE;
        // A nearly flat line stays flat: noise of a few per cent is no mountain range.
        double span = Math.max(extent.max() - extent.min(), Math.abs(extent.max()) * 0.08);
        double middle = (extent.max() + extent.min()) / 2;
        g.setStroke(color(tone));
        g.setLineWidth(LINE);
        g.setLineCap(StrokeLineCap.ROUND);
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.beginPath();
        boolean down = false;
        for (int i = 0; i < points.length; i++) {
            if (Double.isNaN(points[i])) {
                down = false;
                continue;
            }
            double x = LINE + (width - 2 * LINE) * i / Math.max(1, points.length - 1);
            double y = span == 0 ? height / 2 : height / 2 - (points[i] - middle) / span * inner;
            if (down) {
                g.lineTo(x, y);
            } else {
                g.moveTo(x, y);
                down = true;
            }
        }
        g.stroke();
    }
}
