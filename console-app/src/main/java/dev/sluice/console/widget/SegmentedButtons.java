package dev.sluice.console.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// One of a few choices, side by side; exactly one is chosen. Left and right move the choice, Tab leaves them.
///
/// Each button has the id `<id>-<label>` in kebab-case.
public final class SegmentedButtons<T> extends HBox {
    private final ObjectProperty<T> selected;
    private final List<T> choices;
    private final List<ToggleButton> buttons = new ArrayList<>();

    public SegmentedButtons(String id, String name, List<T> choices, Function<T, String> label) {
        this.choices = List.copyOf(choices);
        selected = new SimpleObjectProperty<>(this, "selected", choices.getFirst());
        setId(id);
        getStyleClass().add("segmented");
        setMaxHeight(USE_PREF_SIZE);
        setMaxWidth(USE_PREF_SIZE);
        for (T choice : this.choices) {
            ToggleButton button = new ToggleButton(label.apply(choice));
            button.setId(id + "-" + kebab(label.apply(choice)));
            button.setAccessibleText(name + ": " + label.apply(choice));
            button.setMnemonicParsing(false);
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(event -> {
                selected.set(choice);
                mark();
                button.requestFocus();
            });
            buttons.add(button);
        }
        buttons.getFirst().getStyleClass().add("first");
        buttons.getLast().getStyleClass().add("last");
        getChildren().addAll(buttons);
        selected.addListener((property, before, now) -> mark());
        addEventFilter(KeyEvent.KEY_PRESSED, this::move);
        mark();
    }

    public ObjectProperty<T> selectedProperty() {
        return selected;
    }

    private void move(KeyEvent event) {
        int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        int next = choices.indexOf(selected.get()) + step;
        if (step != 0 && next >= 0 && next < choices.size()) {
            selected.set(choices.get(next));
            buttons.get(next).requestFocus();
        }
        if (step != 0) {
            event.consume();
        }
    }

    private void mark() {
        for (int i = 0; i < choices.size(); i++) {
            boolean chosen = choices.get(i).equals(selected.get());
            buttons.get(i).setSelected(chosen);
            // Tab goes to the choice and on, as with radio buttons
            buttons.get(i).setFocusTraversable(chosen);
        }
    }

    private static String kebab(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
