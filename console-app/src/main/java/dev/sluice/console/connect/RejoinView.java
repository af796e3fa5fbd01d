package dev.sluice.console.connect;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks for a user and a password, and says why; what is known stays behind it.
public final class RejoinView {
    private static final double WIDTH = 480;

    private final RejoinModel model;
    private final VBox root = new VBox(12);
    private final TextField first;

    public RejoinView(RejoinModel model) {
        this.model = model;
        root.setId(ConnectIds.REJOIN);
        root.getStylesheets().add(Theme.stylesheet(RejoinView.class, "connect.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label(model.title());
        title.getStyleClass().add("rejoin-title");
        Label why = new Label(model.explanation());
        why.setId(ConnectIds.REJOIN_WHY);
        why.setWrapText(true);
        PasswordField password = new PasswordField();
        password.textProperty().bindBidirectional(model.passwordProperty());
        TextField user = new TextField();
        user.textProperty().bindBidirectional(model.userProperty());
        Label error = new Label();
        error.setId(ConnectIds.REJOIN_ERROR);
        error.getStyleClass().add("connect-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        root.getChildren()
                .addAll(
                        title,
                        why,
                        field("User", ConnectIds.REJOIN_USER, user),
                        field("Password", ConnectIds.REJOIN_PASSWORD, password),
                        error,
                        buttons());
        first = model.userProperty().get().isBlank() ? user : password;
    }

    /// Puts the focus on what is to be typed first.
    public void focus() {
        first.requestFocus();
    }

    public Parent root() {
        return root;
    }

    private VBox field(String name, String id, TextField field) {
        field.setId(id);
        field.setAccessibleText(name);
        field.setOnAction(event -> model.submit());
        field.disableProperty().bind(model.busyProperty());
        Label label = new Label(name);
        label.getStyleClass().add("connect-label");
        return new VBox(5, label, field);
    }

    private HBox buttons() {
        Button leave = button("Other server or token…", ConnectIds.REJOIN_LEAVE, model::leave);
        Button later = button("Not now", ConnectIds.REJOIN_LATER, model::later);
        later.setGraphic(new KeyHint("Esc"));
        later.setContentDisplay(ContentDisplay.RIGHT);
        Button submit = button("Log in", ConnectIds.REJOIN_SUBMIT, model::submit);
        submit.getStyleClass().add("accent");
        submit.disableProperty().bind(model.busyProperty());
        HBox row = new HBox(8, leave, later, submit);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private static Button button(String text, String id, Runnable act) {
        Button button = new Button(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> act.run());
        return button;
    }
}
