package dev.sluice.console.widget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Figures over time, drawn on a canvas: quiet grid, lines, bands for acts, and a crosshair shared with other charts.
/// A chart of 3 lines over 15 minutes of seconds costs well under a millisecond an update; see `docs/adr/0002`.
/// A click or the arrow keys put the crosshair somewhere, Home and End at an edge, Esc takes it away.
public final class StripChart extends ThemedRegion {
    private static final double AXIS_WIDTH = 38;
    private static final double AXIS_HEIGHT = 20;
    private static final double TOP = 6;
    private static final double PIXELS_A_TICK = 110;
    /// steps at once, with Shift
    private static final int FAR = 10;

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
    private String name = "";

    /// @param figure how a value is written beside the crosshair
    /// @param leastStep smallest step of the value axis; 1 for what is counted
    public StripChart(String id, Crosshair crosshair, DoubleFunction<String> figure, double leastStep) {
        this.crosshair = crosshair;
        this.figure = figure;
        this.leastStep = leastStep;
        setId(id);
        getStyleClass().add("strip-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinSize(120, 60);
        overlay.setMouseTransparent(true);
        getChildren().addAll(base, overlay);
        setOnMouseMoved(this::point);
        setOnMouseDragged(this::point);
        setOnMouseExited(event -> crosshair.hover(null));
        setOnMouseClicked(event -> {
            requestFocus();
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                crosshair.putProperty().set(crosshair.atProperty().get());
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        crosshair.atProperty().addListener(observable -> drawCrosshair());
    }

    public void show(ChartData next) {
        data = next;
        requestLayout();
    }

    /// For people who hear it: its name, and at the crosshair the figures.
    public void name(String text) {
        name = text;
        setAccessibleText(text);
    }

    /// How often the whole chart was drawn, for tests.
    long drawings() {
        return drawings;
    }

    private void point(MouseEvent event) {
        Plot where = plot;
        if (where != null) {
            crosshair.hover(where.holds(event.getX()) ? Instant.ofEpochMilli(where.millis(event.getX())) : null);
        }
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || data.series().isEmpty()) {
            return;
        }
        int steps = event.isShiftDown() ? FAR : 1;
        Instant to =
                switch (event.getCode()) {
                    case LEFT -> moved(-steps);
                    case RIGHT -> moved(steps);
                    case HOME -> data.from();
                    case END -> data.to();
                    default -> null;
                };
        boolean away =
                event.getCode() == KeyCode.ESCAPE && crosshair.putProperty().get() != null;
        if (to != null || away) {
            crosshair.putProperty().set(to);
            event.consume();
        }
    }

    /// By what the chart can tell apart; without a crosshair from the end on.
    private Instant moved(int steps) {
        long from = data.from().toEpochMilli();
        long to = data.to().toEpochMilli();
        Instant at = crosshair.putProperty().get();
        long step = Math.max(Decimator.stepMillis(to - from, getWidth() - AXIS_WIDTH - 1), coarsest());
        return Instant.ofEpochMilli(Math.clamp((at == null ? to : at.toEpochMilli()) + steps * step, from, to));
    }

    private long coarsest() {
        return data.series().stream().mapToLong(ChartSeries::stepMillis).max().orElse(0);
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
        for (boolean faint : new boolean[] {true, false}) {
            for (int i = 0; i < lines.size(); i++) {
                if (data.series().get(i).faint() == faint) {
                    painter.line(data.series().get(i), lines.get(i));
                }
            }
        }
        if (lines.stream().allMatch(List::isEmpty)) {
            painter.none(data.none());
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
            setAccessibleText(name);
            return;
        }
        long millis = at.toEpochMilli();
        long step = Decimator.stepMillis(where.toMillis() - where.fromMillis(), where.width());
        double[] values = new double[lines.size()];
        for (int i = 0; i < values.length; i++) {
            long reach = Math.max(2 * step, data.series().get(i).stepMillis());
            values[i] = Decimator.nearest(lines.get(i), millis, reach);
        }
        painter.show(at, data.series(), values, figure);
        setAccessibleText(name + ", " + spoken(at, values));
    }

    private String spoken(Instant at, double[] values) {
        StringBuilder text = new StringBuilder(Times.within(at, Duration.between(data.from(), data.to())));
        for (int i = 0; i < values.length; i++) {
            String value = Double.isNaN(values[i]) ? "none" : figure.apply(values[i]);
            text.append(", ").append(data.series().get(i).name()).append(' ').append(value);
        }
        return text.toString();
    }
}
