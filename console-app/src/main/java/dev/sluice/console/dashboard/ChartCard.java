package dev.sluice.console.dashboard;

import dev.sluice.console.widget.Card;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.ChartRows;
import dev.sluice.console.widget.ChartSeries;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Crosshair;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.StripChart;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One chart, which is a table instead when asked.
final class ChartCard {
    private static final double ROW = 24;

    private final String name;
    private final Crosshair crosshair;
    private final StripChart chart;
    private final TableView<ChartRows.Row> table = new TableView<>();
    private final Button button = new Button();
    private final FontIcon icon = new FontIcon(Feather.LIST);
    private final StackPane place = new StackPane();
    private final Card card;
    private ChartData data = ChartData.NONE;
    private List<String> columns = List.of();
    private boolean filling;

    /// @param id of the chart; `<id>-table` is the table, `<id>-as-table` the button between them
    /// @param leastStep smallest step of the value axis
    /// @param trailing in the title row
    ChartCard(
            String id,
            String name,
            String unit,
            Crosshair crosshair,
            ObservableValue<ChartData> source,
            double leastStep,
            Node... trailing) {
        this.name = name;
        this.crosshair = crosshair;
        chart = new StripChart(id, crosshair, Numbers::measured, leastStep);
        chart.name(name + " over time");
        Columns.style(table, DashboardIds.table(id), name + " over time, newest first");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setPlaceholder(new Label(""));
        table.setFixedCellSize(ROW);
        table.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        crosshair.putProperty().addListener((property, before, now) -> select(now));
        button.setGraphic(icon);
        button.setId(DashboardIds.asTable(id));
        button.getStyleClass().addAll("button-icon", "flat", "chart-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> table(!isTable()));
        Node[] all = Arrays.copyOf(trailing, trailing.length + 1);
        all[trailing.length] = button;
        card = new Card(name, unit, all).content(place);
        table(false);
        source.subscribe(this::show);
    }

    Node root() {
        return card;
    }

    boolean isTable() {
        return place.getChildren().contains(table);
    }

    boolean hasFocus() {
        return chart.isFocused() || table.isFocused() || button.isFocused();
    }

    void focus() {
        (isTable() ? table : chart).requestFocus();
    }

    void table(boolean asTable) {
        boolean focused = chart.isFocused() || table.isFocused();
        place.getChildren().setAll(asTable ? table : chart);
        place.getStyleClass().removeAll("table-card");
        if (asTable) {
            place.getStyleClass().add("table-card");
        }
        icon.setIconCode(asTable ? Feather.ACTIVITY : Feather.LIST);
        String hint = asTable ? name + " as a chart" : name + " as a table";
        button.setAccessibleText(hint);
        button.setTooltip(new Tooltip(hint + " (T)"));
        if (asTable) {
            fill();
        }
        if (focused) {
            focus();
        }
    }

    private void show(ChartData next) {
        data = next;
        chart.show(next);
        if (isTable()) {
            fill();
        }
    }

    /// The place on the screen and the chosen moment stay as they are.
    private void fill() {
        List<String> names = data.series().stream().map(ChartSeries::name).toList();
        if (!names.equals(columns)) {
            columns = names;
            table.getColumns().clear();
            table.getColumns().add(Columns.text("Time", ChartRows.Row::time));
            for (int i = 0; i < names.size(); i++) {
                int line = i;
                table.getColumns()
                        .add(Columns.number(names.get(i), row -> row.values().get(line)));
            }
        }
        List<ChartRows.Row> rows = ChartRows.of(data, Numbers::measured);
        if (!rows.equals(table.getItems())) {
            filling = true;
            table.getItems().setAll(rows);
            filling = false;
            select(crosshair.putProperty().get());
        }
    }

    private void chosen(ChartRows.@Nullable Row row) {
        if (row != null && !filling) {
            crosshair.putProperty().set(row.at());
        }
    }

    private void select(@Nullable Instant at) {
        if (filling || !isTable()) {
            return;
        }
        filling = true;
        int nearest = -1;
        Duration least = Duration.between(data.from(), data.to());
        List<ChartRows.Row> rows = table.getItems();
        for (int i = 0; at != null && i < rows.size(); i++) {
            Duration distance = Duration.between(rows.get(i).at(), at).abs();
            if (distance.compareTo(least) < 0) {
                least = distance;
                nearest = i;
            }
        }
        if (nearest < 0) {
            table.getSelectionModel().clearSelection();
        } else {
            table.getSelectionModel().select(nearest);
        }
        filling = false;
    }
}
