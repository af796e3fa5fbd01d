package dev.sluice.console.dashboard;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// One act: when and who, what, why.
final class ActCell extends VBox {
    private ActCell(ActRow row) {
        getStyleClass().addAll("act", row.tone().styleClass());
        setAccessibleText(row.head() + " " + row.act() + " " + row.reason());
        getChildren().addAll(line(row.head(), "act-head"), line(row.act(), "act-text"));
        if (!row.reason().isBlank()) {
            getChildren().add(line(row.reason(), "act-reason"));
        }
    }

    static void show(VBox rows, List<ActRow> acts) {
        List<Node> cells = new ArrayList<>();
        acts.forEach(act -> cells.add(new ActCell(act)));
        if (cells.isEmpty()) {
            cells.add(line("Pauses, resumes and purges will be listed here.", "act-head"));
        }
        rows.getChildren().setAll(cells);
    }

    private static Label line(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
