package dev.sluice.console.dashboard;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Card;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.Crosshair;
import dev.sluice.console.widget.Legend;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tile;
import dev.sluice.console.widget.Tone;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Five tiles, the axis of time, three charts, the pipeline and the newest acts, on a grid of five equal columns.
final class DashboardView {
    private static final int COLUMNS = 5;
    /// of the stretch shown, along the axis
    private static final double HALF = 0.5;

    private static final double STEP = 0.1;
    /// pixels that one notch of a wheel scrolls
    private static final double NOTCH = 40;

    private final DashboardViewModel model;
    private final ChartsViewModel charts;
    private final List<ChartCard> cards = new ArrayList<>();
    private final Crosshair crosshair = new Crosshair();
    private final StatePane root;
    private double wheel;

    DashboardView(DashboardViewModel model, Runnable retry, Notices notices) {
        this.model = model;
        charts = model.charts();
        crosshair.putProperty().bindBidirectional(charts.cursorProperty());
        GridPane grid = grid();
        grid.addRow(0, tiles());
        grid.add(new TimeBar(charts, notices), 0, 1, COLUMNS, 1);
        grid.add(rateCard().root(), 0, 2, 4, 1);
        grid.add(pipelineCard(), 4, 2);
        grid.add(depthCard().root(), 0, 3, 2, 1);
        grid.add(latencyCard().root(), 2, 3, 2, 1);
        grid.add(actsCard(), 4, 3);
        grid.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        root = new StatePane(DashboardIds.STATE, grid, retry);
        root.setPadding(new Insets(14, 14, 12, 14));
        root.getStylesheets().add(Theme.stylesheet(DashboardView.class, "dashboard.css"));
        root.bind(model.stateProperty());
    }

    Parent root() {
        return root;
    }

    private static GridPane grid() {
        GridPane grid = new GridPane(12, 12);
        grid.setId(DashboardIds.ROOT);
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            grid.getColumnConstraints().add(column);
        }
        grid.getRowConstraints()
                .addAll(
                        row(84, Priority.NEVER),
                        row(28, Priority.NEVER),
                        row(306, Priority.ALWAYS),
                        row(228, Priority.ALWAYS));
        return grid;
    }

    private static RowConstraints row(double height, Priority grow) {
        RowConstraints row = new RowConstraints(grow == Priority.NEVER ? height : 160, height, Double.MAX_VALUE);
        row.setVgrow(grow);
        if (grow == Priority.NEVER) {
            row.setMaxHeight(height);
        }
        return row;
    }

    private Tile[] tiles() {
        Tile accepted = new Tile(DashboardIds.ACCEPTED, "Accepted", Tone.ACCENT);
        Tile stored = new Tile(DashboardIds.STORED, "Stored", Tone.SUCCESS);
        Tile depth = new Tile(DashboardIds.DEPTH, "Queue depth", Tone.WARNING);
        Tile latency = new Tile(DashboardIds.LATENCY, "Accepted → stored", Tone.DONE);
        Tile dead = new Tile(DashboardIds.DEAD, "Dead letters", Tone.DANGER);
        model.tilesProperty().subscribe(tiles -> {
            show(accepted, tiles.accepted());
            show(stored, tiles.stored());
            show(depth, tiles.depth());
            show(latency, tiles.latency());
            show(dead, tiles.dead());
        });
        return new Tile[] {accepted, stored, depth, latency, dead};
    }

    private static void show(Tile tile, TileRow row) {
        tile.show(row.figure(), row.unit(), row.note(), row.history());
    }

    private ChartCard rateCard() {
        Legend legend = new Legend()
                .entry("accepted", Tone.ACCENT)
                .entry("stored", Tone.SUCCESS)
                .entry("dead-lettered", Tone.DANGER);
        return card(DashboardIds.RATE_CHART, "Event rate", "events/s", charts.ratesProperty(), 0.5, legend);
    }

    private ChartCard depthCard() {
        Pill drain = new Pill("", Tone.MUTED);
        drain.setId(DashboardIds.DRAIN);
        drain.textProperty().bind(model.drainProperty());
        return card(DashboardIds.DEPTH_CHART, "Queue depth", "events", charts.depthProperty(), 1, drain);
    }

    private ChartCard latencyCard() {
        Legend legend =
                new Legend().entry("p99", Tone.DONE).entry("p95", Tone.ACCENT).entry("p50", Tone.SUCCESS);
        return card(
                DashboardIds.LATENCY_CHART, "Latency accepted → stored", "ms", charts.latencyProperty(), 0.5, legend);
    }

    private ChartCard card(
            String id, String name, String unit, ObservableValue<ChartData> data, double leastStep, Node trailing) {
        ChartCard card = new ChartCard(id, name, unit, crosshair, data, leastStep, trailing);
        card.root().addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        cards.add(card);
        return card;
    }

    /// The wheel looks closer, and with Shift or sideways along the axis; a table scrolls its rows instead.
    private void scrolled(ScrollEvent event) {
        wheel += event.getDeltaY();
        if (event.getDeltaX() != 0) {
            charts.move(-event.getDeltaX() / NOTCH * STEP);
        } else if (Math.abs(wheel) >= NOTCH && !event.isInertia()) {
            charts.zoom(wheel < 0, crosshair.atProperty().get());
            wheel = 0;
        }
        event.consume();
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        boolean known = true;
        switch (event.getCode()) {
            case PAGE_UP -> charts.move(-HALF);
            case PAGE_DOWN -> charts.move(HALF);
            case F -> charts.freeze();
            case N -> charts.goLive();
            case C ->
                charts.compareProperty().set(charts.compareProperty().get().next());
            case T -> toggleTables();
            case PLUS, ADD, EQUALS -> charts.zoom(false, charts.cursorProperty().get());
            case MINUS, SUBTRACT -> charts.zoom(true, charts.cursorProperty().get());
            case ESCAPE -> charts.cursorProperty().set(null);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    /// The one that has the focus, else all.
    private void toggleTables() {
        cards.stream()
                .filter(ChartCard::hasFocus)
                .findFirst()
                .ifPresentOrElse(card -> card.table(!card.isTable()), () -> {
                    boolean asTables = cards.stream().noneMatch(ChartCard::isTable);
                    cards.forEach(card -> card.table(asTables));
                });
    }

    /// Where the keys of the charts work.
    void focus() {
        cards.getFirst().focus();
    }

    private Card pipelineCard() {
        StageCell ingest = new StageCell();
        StageList queues = new StageList();
        StageCell store = new StageCell();
        StageCell database = new StageCell();
        VBox.setVgrow(queues, Priority.SOMETIMES);
        VBox column = new VBox(8, ingest, queues, store, database);
        column.setId(DashboardIds.PIPELINE);
        column.getStyleClass().add("card-body");
        model.pipelineProperty().subscribe(pipeline -> {
            ingest.show(pipeline.ingest());
            queues.show(pipeline.queues());
            store.show(pipeline.store());
            database.show(pipeline.database());
        });
        return new Card("Pipeline").content(column);
    }

    private Card actsCard() {
        VBox rows = new VBox(10);
        rows.setId(DashboardIds.ACTS);
        model.actsProperty().subscribe(acts -> ActCell.show(rows, acts));
        StackPane body = scroll(rows);
        body.getStyleClass().add("card-body");
        return new Card("Recent acts").content(body);
    }

    private static StackPane scroll(VBox rows) {
        ScrollPane pane = new ScrollPane(rows);
        pane.getStyleClass().add("edgeless");
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.setFocusTraversable(false);
        StackPane holder = new StackPane(pane);
        holder.setMinHeight(0);
        return holder;
    }
}
