package dev.sluice.console.widget;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A box with a thin line around, a title row and its content.
public class Card extends VBox {
    private final Label title = new Label();
    private final Label unit = new Label();
    private final HBox titleRow;

    public Card(String title, String unit, Node... trailing) {
        getStyleClass().add("card");
        this.title.setText(title);
        this.title.getStyleClass().add("card-title");
        this.title.setMinWidth(USE_PREF_SIZE);
        this.unit.setText(unit);
        this.unit.getStyleClass().add("card-unit");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        titleRow = new HBox(this.title, this.unit, gap);
        titleRow.getStyleClass().add("title-row");
        titleRow.getChildren().addAll(trailing);
        getChildren().add(titleRow);
    }

    public Card(String title) {
        this(title, "");
    }

    /// Fills what is left below the title row.
    public final Card content(Node content) {
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().setAll(titleRow, content);
        return this;
    }
}
