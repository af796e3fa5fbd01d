package dev.sluice.console.widget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Figures over time, drawn on a canvas: quiet grid, lines, bands for acts, and a crosshair shared with other charts.
/// A chart of 3 lines over 15 minutes of seconds costs well under a millisecond an update; see `docs/adr/0002`.
public final class StripChart extends ThemedRegion {
    private static final double AXIS_WIDTH = 38;
    private static final double AXIS_HEIGHT = 20;
    private static final double TOP = 6;
    private static final double PIXELS_A_TICK = 110;

    private final Canvas base = new Canvas();
    private final Canvas overlay = new Canvas();
    private final Crosshair crosshair;
    private final DoubleFunction<String> figure;
    private final double leastStep;
    private ChartData data = ChartData.NONE;
    private ValueAxis axis = new ValueAxis(0);
    private @Nullable Plot plot;
    private List<List<Decimator.Run>> lines = List.of();
    private long drawings;

    /// @param figure how a value is written beside the crosshair
    /// @param leastStep smallest step of the value axis; 1 for what is counted
    public StripChart(String id, Crosshair crosshair, DoubleFunction<String> figure, double leastStep) {
        this.crosshair = crosshair;
        this.figure = figure;
        this.leastStep = leastStep;
        setId(id);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(120, 60);
        overlay.setMouseTransparent(true);
        getChildren().addAll(base, overlay);
        setOnMouseMoved(this::point);
        setOnMouseDragged(this::point);
        setOnMouseExited(event -> crosshair.atProperty().set(null));
        crosshair.atProperty().addListener(observable -> drawCrosshair());
    }

    public void show(ChartData next) {
        data = next;
        requestLayout();
    }

    /// How often the whole chart was drawn, for tests.
    long drawings() {
        return drawings;
    }

    private void point(MouseEvent event) {
        Plot where = plot;
        if (where != null) {
            crosshair
                    .atProperty()
                    .set(where.holds(event.getX()) ? Instant.ofEpochMilli(where.millis(event.getX())) : null);
        }
    }

    @Override
    protected void draw() {
        drawings++;
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        for (Canvas canvas : List.of(base, overlay)) {
            canvas.setWidth(width);
            canvas.setHeight(height);
        }
        long from = data.from().toEpochMilli();
        long to = data.to().toEpochMilli();
        double inner = width - AXIS_WIDTH - 1;
        long step = Decimator.stepMillis(to - from, inner);
        List<List<Decimator.Run>> next = new ArrayList<>();
        double most = Double.NaN;
        for (ChartSeries series : data.series()) {
            List<Decimator.Run> runs = Decimator.runs(series, from, to, step);
            next.add(runs);
            double max = Decimator.max(runs);
            most = Double.isNaN(most) ? max : Double.isNaN(max) ? most : Math.max(most, max);
        }
        lines = next;
        axis = ValueAxis.fit(most, axis, leastStep);
        Plot where = new Plot(AXIS_WIDTH, TOP, width - 1, height - AXIS_HEIGHT, from, to, axis.max());
        plot = where;
        ChartPainter painter = new ChartPainter(base.getGraphicsContext2D(), where, this::tone);
        painter.clear(width, height);
        if (to <= from) {
            return;
        }
        painter.grid(axis, TimeAxis.ticks(data.from(), data.to(), (int) Math.max(2, inner / PIXELS_A_TICK)), data);
        painter.bands(data.bands());
        for (int i = 0; i < lines.size(); i++) {
            painter.line(data.series().get(i), lines.get(i));
        }
        painter.bandLabels(data.bands());
        drawCrosshair();
    }

    private javafx.scene.paint.Color tone(Tone tone, double opacity) {
        return color(tone, opacity);
    }

    private void drawCrosshair() {
        Plot where = plot;
        if (where == null) {
            return;
        }
        CrosshairPainter painter = new CrosshairPainter(overlay.getGraphicsContext2D(), where, this::tone);
        painter.clear(overlay.getWidth(), overlay.getHeight());
        Instant at = crosshair.atProperty().get();
        if (at == null || data.series().isEmpty()) {
            return;
        }
        long millis = at.toEpochMilli();
        long reach = Decimator.stepMillis(where.toMillis() - where.fromMillis(), where.width()) * 2;
        double[] values = lines.stream()
                .mapToDouble(runs -> Decimator.nearest(runs, millis, reach))
                .toArray();
        painter.show(at, data.series(), values, figure);
    }
}
