package dev.sluice.console.people;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.model.access.AccessRole;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks what its model's kind asks: a name, a role, a password, or only whether.
final class UserDialog {
    private static final double WIDTH = 460;

    private final UserDialogModel model;
    private final VBox root = new VBox(12);

    UserDialog(UserDialogModel model) {
        this.model = model;
        root.setId(PeopleIds.DIALOG);
        root.getStylesheets().add(Theme.stylesheet(UserDialog.class, "people.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label(model.title());
        title.getStyleClass().add("dialog-title");
        Label what = new Label(model.explanation());
        what.setWrapText(true);
        root.getChildren().addAll(title, what);
        if (model.kind().asksName()) {
            root.getChildren().add(field("Name", PeopleIds.DIALOG_NAME, new TextField(), model.nameProperty()));
        }
        if (model.kind().asksPassword()) {
            PasswordField password = new PasswordField();
            password.setPromptText("8 characters or more, 15 are better");
            root.getChildren().add(field("Password", PeopleIds.DIALOG_PASSWORD, password, model.passwordProperty()));
        }
        if (model.kind().asksRole()) {
            var role = new SegmentedButtons<>(
                    PeopleIds.DIALOG_ROLE, "Role", List.of(AccessRole.values()), AccessRole::text);
            role.selectedProperty().bindBidirectional(model.roleProperty());
            root.getChildren().add(new VBox(5, new Label("Role"), role));
        }
        root.getChildren().addAll(error(), buttons());
    }

    Parent root() {
        return root;
    }

    private Node error() {
        Label error = new Label();
        error.setId(PeopleIds.DIALOG_ERROR);
        error.getStyleClass().add("dialog-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }

    private VBox field(String name, String id, TextField field, StringProperty value) {
        field.setId(id);
        field.setAccessibleText(name);
        field.textProperty().bindBidirectional(value);
        field.setOnAction(event -> model.confirmed());
        return new VBox(5, new Label(name), field);
    }

    private HBox buttons() {
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(PeopleIds.DIALOG_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(event -> model.close());
        Button confirm = new Button(model.confirm());
        confirm.setId(PeopleIds.DIALOG_CONFIRM);
        confirm.setMnemonicParsing(false);
        confirm.setAccessibleText(model.confirm());
        confirm.getStyleClass().add(model.kind() == UserDialogModel.Kind.REMOVE ? "danger" : "accent");
        confirm.disableProperty().bind(model.readyProperty().not());
        confirm.setOnAction(event -> model.confirmed());
        HBox row = new HBox(8, cancel, confirm);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }
}
