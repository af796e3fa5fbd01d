package dev.sluice.console.ingest;

import dev.sluice.console.widget.Pill;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/// What is refused most, one line each, in columns.
final class RatesView {
    private final GridPane root = new GridPane(10, 5);

    RatesView(ObservableList<RateRow> rates) {
        root.setId(IngestIds.RATES);
        root.getStyleClass().add("ingest-rates");
        rates.addListener((ListChangeListener<RateRow>) change -> show(rates));
        show(rates);
    }

    Parent root() {
        return root;
    }

    private void show(ObservableList<RateRow> rates) {
        root.getChildren().clear();
        for (int i = 0; i < rates.size(); i++) {
            RateRow rate = rates.get(i);
            Label figures = new Label(rate.figures());
            figures.getStyleClass().add("muted");
            root.addRow(i, new Pill(rate.code(), rate.tone()), new Label(rate.source()), figures);
        }
        root.setVisible(!rates.isEmpty());
        root.setManaged(!rates.isEmpty());
    }
}
