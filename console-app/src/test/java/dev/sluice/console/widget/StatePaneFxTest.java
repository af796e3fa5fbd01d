package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.theme.Appearance;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class StatePaneFxTest {
    private final Button elsewhere = button("elsewhere");
    private final Button first = button("first");
    private final Button second = button("second");
    private final StatePane pane = new StatePane("pane", new VBox(first, second), () -> {});

    @Test
    void givesTheFocusToItsContentAsSoonAsThatIsShown() {
        try (FxWindow window = open()) {
            window.run(() -> pane.show(ViewState.LOADING));
            window.run(() -> pane.focus(second));
            assertEquals("pane", focused(window), "so that the screen's keys work already");
            window.run(() -> pane.show(ViewState.READY));
            assertEquals("second", focused(window));
        }
    }

    @Test
    void leavesTheFocusWhereItWentMeanwhile() {
        try (FxWindow window = open()) {
            window.run(() -> pane.show(ViewState.LOADING));
            window.run(() -> pane.focus(second));
            window.run(elsewhere::requestFocus);
            window.run(() -> pane.show(ViewState.READY));
            assertEquals("elsewhere", focused(window));
        }
    }

    @Test
    void givesTheFocusBackAfterTheContentWasAway() {
        try (FxWindow window = open()) {
            window.run(second::requestFocus);
            window.run(() -> pane.show(new ViewState.Failed("away", "The server is away.", null)));
            assertEquals("pane", focused(window));
            window.run(() -> pane.show(ViewState.READY));
            assertEquals("second", focused(window));
        }
    }

    private FxWindow open() {
        return FxWindow.open(Appearance.DARK, () -> new VBox(elsewhere, pane));
    }

    private static Button button(String id) {
        Button button = new Button(id);
        button.setId(id);
        return button;
    }

    private static String focused(FxWindow window) {
        Node owner = window.get(() -> window.scene().getFocusOwner());
        return String.valueOf(owner == null ? null : owner.getId());
    }
}
