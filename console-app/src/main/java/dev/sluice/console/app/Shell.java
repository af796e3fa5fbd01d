package dev.sluice.console.app;

import dev.sluice.console.task.Subscription;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Screen;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The frame: top bar, navigation, one screen at a time, status bar. Ctrl and a digit goes to a screen, F5 asks for the
/// newest state.
final class Shell {
    private final List<Screen> screens;
    private final StackPane content = new StackPane();
    private final NavigationBar navigation;
    private final BorderPane root = new BorderPane();
    private @Nullable Screen current;
    private Subscription active = () -> {};

    /// Ways out of the shell.
    ///
    /// @param leave to another server
    /// @param logIn as somebody else
    record Exits(Runnable leave, Runnable logIn) {}

    Shell(ShellViewModel model, Theme theme, List<Screen> screens, Exits exits) {
        this.screens = List.copyOf(screens);
        navigation = new NavigationBar(this.screens, this::show);
        root.setId(ShellIds.ROOT);
        root.getStyleClass().add("shell");
        root.getStylesheets().add(Theme.stylesheet(Shell.class, "shell.css"));
        root.setTop(new TopBar(model, theme, exits));
        root.setLeft(navigation);
        root.setCenter(content);
        root.setBottom(new BottomBar(model));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    }

    Parent root() {
        return root;
    }

    void show(Screen screen) {
        if (screen != current) {
            leave();
            current = screen;
            content.getChildren().setAll(screen.root());
            navigation.mark(screen);
        } else {
            // a click on the entry took the focus; it goes back to where work begins
            active.close();
        }
        active = screen.activate();
    }

    /// Stops the screen that is shown.
    void leave() {
        active.close();
        active = () -> {};
        current = null;
    }

    private void onKey(KeyEvent event) {
        int place = NavigationBar.DIGITS.indexOf(event.getCode());
        if (event.isShortcutDown() && place >= 0 && place < screens.size()) {
            show(screens.get(place));
            event.consume();
        } else if (event.getCode() == KeyCode.F5 && current != null) {
            current.refresh();
            event.consume();
        }
    }
}
