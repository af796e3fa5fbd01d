package dev.sluice.console.widget;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Content, or why there is none: loading, empty, failed with a retry; stale content greys and says its age.
///
/// Ids: `<id>-empty`, `<id>-error`, `<id>-retry`, `<id>-loading`, `<id>-stale`.
public final class StatePane extends StackPane {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final String id;
    private final Node content;
    private final Runnable retry;
    private @Nullable Node focusLater;

    public StatePane(String id, Node content, Runnable retry) {
        this.id = id;
        this.content = content;
        this.retry = retry;
        setId(id);
        getStyleClass().add("state-pane");
        content.getStyleClass().add("state-content");
        getChildren().add(content);
        show(ViewState.READY);
    }

    /// Follows a view model's state for as long as both live.
    public void bind(ObservableValue<ViewState> state) {
        state.addListener((property, before, now) -> show(now));
        show(state.getValue());
    }

    /// Gives a node of the content the focus; as soon as the content is shown, unless the focus went elsewhere till
    // then.
    public void focus(Node wanted) {
        if (content.isVisible()) {
            wanted.requestFocus();
        } else {
            focusLater = wanted;
            requestFocus();
        }
    }

    public void show(ViewState state) {
        Node message =
                switch (state) {
                    case ViewState.Ready() -> null;
                    case ViewState.Loading() -> skeleton();
                    case ViewState.Empty(String title, String text, String command) ->
                        message("-empty", title, text, command, null);
                    case ViewState.Failed(String code, String text, String requestId) ->
                        message(
                                "-error",
                                "That did not work",
                                text,
                                null,
                                requestId == null ? code : code + " · request " + requestId);
                    case ViewState.Stale(String age) -> staleNote(age);
                };
        boolean shown = state instanceof ViewState.Ready || state instanceof ViewState.Stale;
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        if (!shown && content.isFocusWithin() && owner != null) {
            // so that the keys of the screen still work, and the same node has the focus again afterwards
            focusLater = owner;
            requestFocus();
        }
        content.setVisible(shown);
        pseudoClassStateChanged(STALE, state instanceof ViewState.Stale);
        if (message == null) {
            getChildren().setAll(content);
        } else {
            getChildren().setAll(content, message);
        }
        if (shown && focusLater != null) {
            if (isFocused()) {
                focusLater.requestFocus();
            }
            focusLater = null;
        }
    }

    private Node message(
            String suffix, String title, String text, @Nullable String command, @Nullable String reference) {
        VBox box = new VBox();
        box.setId(id + suffix);
        box.getStyleClass().add("state-message");
        box.setMaxHeight(USE_PREF_SIZE);
        box.getChildren().addAll(label(title, "state-title"), label(text, "state-text"));
        if (command != null) {
            box.getChildren().add(label(command, "state-command"));
        }
        if (reference != null) {
            Button again = new Button("Try again");
            again.setId(id + "-retry");
            again.setAccessibleText("Try again");
            again.setOnAction(event -> retry.run());
            box.getChildren().addAll(label(reference, "state-reference"), again);
        }
        return box;
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private Node staleNote(String age) {
        Pill pill = new Pill("last known, " + age + " old", Tone.WARNING);
        pill.setId(id + "-stale");
        pill.getStyleClass().add("stale-note");
        setAlignment(pill, Pos.TOP_CENTER);
        // Astride the content's upper edge, where it hides nothing.
        pill.setTranslateY(-10);
        return pill;
    }

    private Node skeleton() {
        VBox box = new VBox(12);
        box.setId(id + "-loading");
        box.setAccessibleText("Loading");
        box.setMaxHeight(USE_PREF_SIZE);
        box.getStyleClass().add("skeleton-box");
        setAlignment(box, Pos.TOP_LEFT);
        for (double share : new double[] {0.55, 0.8, 0.7, 0.4}) {
            Region line = new Region();
            line.getStyleClass().add("skeleton");
            line.maxWidthProperty().bind(widthProperty().multiply(share));
            box.getChildren().add(line);
        }
        return box;
    }
}
