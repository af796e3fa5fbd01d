package dev.sluice.console.dashboard;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Card;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.Crosshair;
import dev.sluice.console.widget.Legend;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.StripChart;
import dev.sluice.console.widget.Tile;
import dev.sluice.console.widget.Tone;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Five tiles, three charts, the pipeline and the newest acts, on a grid of five equal columns.
final class DashboardView {
    private static final int COLUMNS = 5;

    private final DashboardViewModel model;
    private final Crosshair crosshair = new Crosshair();
    private final StatePane root;

    DashboardView(DashboardViewModel model, Runnable retry) {
        this.model = model;
        GridPane grid = grid();
        grid.addRow(0, tiles());
        grid.add(rateCard(), 0, 1, 4, 1);
        grid.add(pipelineCard(), 4, 1);
        grid.add(depthCard(), 0, 2, 2, 1);
        grid.add(latencyCard(), 2, 2, 2, 1);
        grid.add(actsCard(), 4, 2);
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
        grid.getRowConstraints().addAll(row(84, Priority.NEVER), row(306, Priority.ALWAYS), row(290, Priority.ALWAYS));
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

    private Card rateCard() {
        Legend legend = new Legend()
                .entry("accepted", Tone.ACCENT)
                .entry("stored", Tone.SUCCESS)
                .entry("dead-lettered", Tone.DANGER);
        return new Card("Event rate", "events/s", legend)
                .content(chart(DashboardIds.RATE_CHART, "Event rate", model.ratesProperty(), 0.5));
    }

    private Card depthCard() {
        Pill drain = new Pill("", Tone.MUTED);
        drain.setId(DashboardIds.DRAIN);
        drain.textProperty().bind(model.drainProperty());
        return new Card("Queue depth", "events", drain)
                .content(chart(DashboardIds.DEPTH_CHART, "Queue depth", model.depthProperty(), 1));
    }

    private Card latencyCard() {
        Legend legend =
                new Legend().entry("p99", Tone.DONE).entry("p95", Tone.ACCENT).entry("p50", Tone.SUCCESS);
        return new Card("Latency accepted → stored", "ms", legend)
                .content(chart(DashboardIds.LATENCY_CHART, "Latency", model.latencyProperty(), 0.5));
    }

    private StripChart chart(String id, String name, ObservableValue<ChartData> data, double leastStep) {
        StripChart chart = new StripChart(id, crosshair, Numbers::measured, leastStep);
        chart.setAccessibleText(name + " over time");
        data.subscribe(chart::show);
        return chart;
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
