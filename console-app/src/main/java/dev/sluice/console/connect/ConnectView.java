package dev.sluice.console.connect;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.SegmentedButtons;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A card in the middle of the window: where to, and as whom.
public final class ConnectView {
    private final StackPane root;

    public ConnectView(ConnectViewModel model) {
        TextField url = new TextField();
        url.setId(ConnectIds.URL);
        url.textProperty().bindBidirectional(model.urlProperty());
        url.setPromptText("http://127.0.0.1:8480");
        url.setAccessibleText("Address of the server");
        PasswordField token = new PasswordField();
        token.setId(ConnectIds.TOKEN);
        token.textProperty().bindBidirectional(model.tokenProperty());
        token.setAccessibleText("Token");
        Label hint = label("", "connect-hint");
        hint.setId(ConnectIds.TOKEN_HINT);
        hint.textProperty().bind(model.tokenHintProperty());

        TextField user = new TextField();
        user.setId(ConnectIds.USER);
        user.textProperty().bindBidirectional(model.userProperty());
        user.setAccessibleText("User");
        PasswordField password = new PasswordField();
        password.setId(ConnectIds.PASSWORD);
        password.textProperty().bindBidirectional(model.passwordProperty());
        password.setAccessibleText("Password");
        var way = new SegmentedButtons<>(
                ConnectIds.WAY, "Log in with", List.of(ConnectViewModel.Way.values()), ConnectViewModel.Way::label);
        way.selectedProperty().bindBidirectional(model.wayProperty());
        way.disableProperty().bind(model.busyProperty());
        VBox byToken = new VBox(5, field("Token", token), hint);
        VBox byUser = new VBox(16, field("User", user), field("Password", password));
        model.wayProperty().subscribe(chosen -> {
            shown(byToken, chosen == ConnectViewModel.Way.TOKEN);
            shown(byUser, chosen == ConnectViewModel.Way.USER);
        });
        VBox form = new VBox(title(), field("Server", url), way, byToken, byUser, error(model), buttons(model));
        form.getStyleClass().add("connect-form");
        VBox card = new VBox(form);
        card.setId(ConnectIds.ROOT);
        CertificateView certificate = new CertificateView(model);
        model.distrustProperty().subscribe(why -> card.getChildren().setAll(why == null ? form : certificate.of(why)));
        card.getStyleClass().add("connect-card");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        url.disableProperty().bind(model.busyProperty());
        token.disableProperty().bind(model.busyProperty());
        user.disableProperty().bind(model.busyProperty());
        password.disableProperty().bind(model.busyProperty());
        root = new StackPane(card);
        root.getStyleClass().add("connect");
        root.getStylesheets().add(Theme.stylesheet(ConnectView.class, "connect.css"));
    }

    public Parent root() {
        return root;
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static Node title() {
        Label name = label("Sluice", "connect-title");
        return new VBox(2, name, label("Connect to a pipeline server", "connect-subtitle"));
    }

    private static Node error(ConnectViewModel model) {
        Label error = label("", "connect-error");
        error.setId(ConnectIds.ERROR);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }

    private static Node buttons(ConnectViewModel model) {
        Button connect = new Button("Connect");
        connect.setId(ConnectIds.SUBMIT);
        connect.setAccessibleText("Connect");
        connect.setDefaultButton(true);
        connect.getStyleClass().add("accent");
        connect.setMinWidth(Region.USE_PREF_SIZE);
        connect.disableProperty().bind(model.busyProperty());
        connect.setOnAction(event -> model.connect());
        Button cancel = new Button("Cancel");
        cancel.setId(ConnectIds.CANCEL);
        cancel.setAccessibleText("Cancel connecting");
        cancel.setCancelButton(true);
        cancel.visibleProperty().bind(model.busyProperty());
        cancel.setOnAction(event -> model.cancel());
        Label progress = label("Connecting…", "connect-hint");
        progress.visibleProperty().bind(model.busyProperty());
        HBox row = new HBox(8, progress, cancel, connect);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private static Node field(String name, TextField field) {
        Label label = label(name, "connect-label");
        label.setLabelFor(field);
        return new VBox(5, label, field);
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
