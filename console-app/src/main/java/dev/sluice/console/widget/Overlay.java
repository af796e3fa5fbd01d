package dev.sluice.console.widget;

import dev.sluice.console.task.Ticker;
import java.time.Duration;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A window's content with room for one dialog in front of it, and for notices at the lower right, which stay for
/// ten seconds (with a button: thirty). The button of the newest one is also on Ctrl+Z.
public final class Overlay extends StackPane implements Dialogs, Notices {
    private static final int MOST_NOTICES = 4;
    private static final String ACTION = "notice-action";
    private static final KeyCombination ACTION_KEY = new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN);

    private final Ticker ticker;
    private final StackPane scrim = new StackPane();
    private final VBox notices = new VBox(8);
    private final ChangeListener<Node> focusTrap = (property, before, now) -> keepFocus(now);
    private @Nullable Parent dialog;
    private @Nullable Node focusBefore;
    private Runnable onEscape = () -> {};

    public Overlay(Node content, Ticker ticker) {
        this.ticker = ticker;
        scrim.getStyleClass().add("scrim");
        scrim.setVisible(false);
        scrim.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                onEscape.run();
            }
            // Keys of the screen behind are not for a dialog; Tab is the window's, where the node itself leaves it
            // alone.
            if (event.getCode() != KeyCode.TAB) {
                event.consume();
            }
        });
        notices.getStyleClass().add("notices");
        notices.setId("notices");
        notices.setPickOnBounds(false);
        notices.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setAlignment(notices, Pos.BOTTOM_RIGHT);
        notices.getChildren().addListener((ListChangeListener<Node>) change -> markNewest());
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        getChildren().addAll(content, scrim, notices);
    }

    @Override
    public void open(Parent next, Runnable escape) {
        close();
        dialog = next;
        onEscape = escape;
        focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        next.getStyleClass().add("dialog-card");
        if (next instanceof Region region) {
            region.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        }
        scrim.getChildren().setAll(next);
        scrim.setVisible(true);
        if (getScene() != null) {
            getScene().focusOwnerProperty().addListener(focusTrap);
            focusFirst(next);
        }
    }

    @Override
    public void close() {
        if (dialog == null) {
            return;
        }
        dialog = null;
        onEscape = () -> {};
        if (getScene() != null) {
            getScene().focusOwnerProperty().removeListener(focusTrap);
        }
        scrim.getChildren().clear();
        scrim.setVisible(false);
        if (focusBefore != null) {
            focusBefore.requestFocus();
            focusBefore = null;
        }
    }

    @Override
    public void show(Notice notice) {
        Label text = new Label(notice.text());
        text.setWrapText(true);
        text.setMaxWidth(360);
        HBox box = new HBox(10, new StatusDot(notice.tone()), text);
        box.getStyleClass().add("notice");
        box.setAlignment(Pos.CENTER_LEFT);
        box.setAccessibleText(notice.text());
        Runnable action = notice.onAction();
        if (notice.action() != null && action != null) {
            Button button = new Button(notice.action());
            button.getStyleClass().add(ACTION);
            button.setContentDisplay(ContentDisplay.RIGHT);
            button.setAccessibleText(notice.action());
            button.setOnAction(event -> {
                notices.getChildren().remove(box);
                action.run();
            });
            box.getChildren().add(button);
        }
        notices.getChildren().add(box);
        if (notices.getChildren().size() > MOST_NOTICES) {
            notices.getChildren().removeFirst();
        }
        ticker.after(Duration.ofSeconds(action == null ? 10 : 30), () -> notices.getChildren()
                .remove(box));
    }

    private void pressed(KeyEvent event) {
        List<Button> actions = actions();
        if (ACTION_KEY.match(event) && !(event.getTarget() instanceof TextInputControl) && !actions.isEmpty()) {
            actions.getLast().fire();
            event.consume();
        }
    }

    private void markNewest() {
        List<Button> actions = actions();
        for (Button button : actions) {
            boolean newest = button == actions.getLast();
            button.setId(newest ? ACTION : null);
            button.setGraphic(newest ? new KeyHint("Ctrl+Z") : null);
        }
    }

    private List<Button> actions() {
        return notices.getChildren().stream()
                .flatMap(box -> ((HBox) box).getChildren().stream())
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .toList();
    }

    private void keepFocus(@Nullable Node now) {
        Parent open = dialog;
        if (open == null) {
            return;
        }
        for (Node node = now; node != null; node = node.getParent()) {
            if (node == open) {
                return;
            }
        }
        focusFirst(open);
    }

    private static boolean focusFirst(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child.isFocusTraversable() && !child.isDisabled() && child.isVisible()) {
                child.requestFocus();
                return true;
            }
            if (child instanceof Parent inner && focusFirst(inner)) {
                return true;
            }
        }
        return false;
    }
}
