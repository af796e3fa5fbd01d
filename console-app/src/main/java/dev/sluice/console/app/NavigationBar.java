package dev.sluice.console.app;

import dev.sluice.console.widget.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The screens, each with the count that matters. The first ten have a key.
final class NavigationBar extends VBox {
    /// With Ctrl, the keys of the first ten screens, in their order on a keyboard.
    static final List<KeyCode> DIGITS = List.of(
            KeyCode.DIGIT1,
            KeyCode.DIGIT2,
            KeyCode.DIGIT3,
            KeyCode.DIGIT4,
            KeyCode.DIGIT5,
            KeyCode.DIGIT6,
            KeyCode.DIGIT7,
            KeyCode.DIGIT8,
            KeyCode.DIGIT9,
            KeyCode.DIGIT0);

    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final List<Button> entries = new ArrayList<>();

    NavigationBar(List<Screen> screens, Consumer<Screen> go) {
        getStyleClass().add("navigation");
        for (Screen screen : screens) {
            entries.add(entry(screen, entries.size(), go));
        }
        getChildren().addAll(entries);
    }

    void mark(@Nullable Screen current) {
        for (Button entry : entries) {
            entry.pseudoClassStateChanged(CURRENT, entry.getUserData() == current);
        }
    }

    private static Button entry(Screen screen, int place, Consumer<Screen> go) {
        Label title = new Label(screen.title());
        title.getStyleClass().add("navigation-title");
        Label badge = new Label();
        badge.getStyleClass().addAll("navigation-badge", "toned-text");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(6, title, gap, badge);
        row.setAlignment(Pos.CENTER_LEFT);
        Button button = new Button();
        button.setId(ShellIds.navigation(screen.id()));
        button.setUserData(screen);
        button.setGraphic(row);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("navigation-entry");
        button.setMaxWidth(Double.MAX_VALUE);
        row.prefWidthProperty().bind(button.widthProperty().subtract(20));
        if (place < DIGITS.size()) {
            button.setTooltip(new Tooltip("Ctrl+" + DIGITS.get(place).getName()));
        }
        button.setOnAction(event -> go.accept(screen));
        screen.badge().subscribe((before, now) -> badge.getStyleClass()
                .remove(before.tone().styleClass()));
        screen.badge().subscribe(now -> {
            badge.setText(now.text());
            badge.getStyleClass().add(now.tone().styleClass());
            button.setAccessibleText(now.text().isEmpty() ? screen.title() : screen.title() + ", " + now.text());
        });
        return button;
    }
}
