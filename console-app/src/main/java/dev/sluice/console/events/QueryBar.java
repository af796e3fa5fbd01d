package dev.sluice.console.events;

import dev.sluice.console.widget.KeyHint;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The query, its time and what is wrong with it.
final class QueryBar {
    private static final PseudoClass FAULTY = PseudoClass.getPseudoClass("faulty");

    private final EventsViewModel model;
    private final TextField query = new TextField();
    private final VBox root = new VBox(4);

    QueryBar(EventsViewModel model, SavedMenu saved, ExportMenu export, Node replay) {
        this.model = model;
        query.setId(EventsIds.QUERY);
        query.getStyleClass().addAll("mono", "query-field");
        query.setPromptText("type:payment.*  data.amount:42  -source:/shop/9  \"card declined\"");
        query.setAccessibleText("Query");
        query.textProperty().bindBidirectional(model.queryProperty());
        query.setOnAction(event -> model.search());
        KeyHint enter = new KeyHint("Enter");
        enter.setMouseTransparent(true);
        StackPane field = new StackPane(query, enter);
        StackPane.setAlignment(enter, Pos.CENTER_RIGHT);
        StackPane.setMargin(enter, new Insets(0, 10, 0, 0));
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox line = new HBox(8, field, saved.root(), range(), button(), export.root(), replay);
        line.getStyleClass().add("query-bar");
        root.getChildren().addAll(line, fault());
    }

    VBox root() {
        return root;
    }

    void focus() {
        query.requestFocus();
        query.end();
    }

    private MenuButton range() {
        MenuButton menu = new MenuButton();
        menu.setId(EventsIds.RANGE);
        menu.setMinWidth(Region.USE_PREF_SIZE);
        model.rangeProperty().subscribe(range -> {
            menu.setText(range.label());
            menu.setAccessibleText("Time: " + range.label());
        });
        for (TimeRange choice : TimeRange.CHOICES) {
            MenuItem item = new MenuItem(choice.label());
            item.setOnAction(event -> model.cover(choice));
            menu.getItems().add(item);
        }
        return menu;
    }

    private Button button() {
        Button search = new Button("Search");
        search.setId(EventsIds.SEARCH);
        search.getStyleClass().add("accent");
        search.setMinWidth(Region.USE_PREF_SIZE);
        search.setAccessibleText("Search");
        search.setOnAction(event -> model.search());
        return search;
    }

    private Label fault() {
        Label fault = new Label();
        fault.setId(EventsIds.QUERY_ERROR);
        fault.getStyleClass().add("query-fault");
        fault.setWrapText(true);
        fault.setVisible(false);
        fault.setManaged(false);
        model.faultProperty().subscribe(next -> {
            boolean wrong = !next.text().isEmpty();
            fault.setText(next.text());
            fault.setVisible(wrong);
            fault.setManaged(wrong);
            query.pseudoClassStateChanged(FAULTY, wrong);
            if (next.column() > 0) {
                query.requestFocus();
                query.positionCaret(Math.min(next.column() - 1, query.getLength()));
            }
        });
        return fault;
    }
}
