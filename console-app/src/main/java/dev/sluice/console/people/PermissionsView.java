package dev.sluice.console.people;

import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.Times;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Who one is, and every act with whether it is allowed and why not; acts that change something come first.
final class PermissionsView {
    private final Label who = new Label();
    private final TableView<Permission> table = new TableView<>();
    private final VBox root;

    PermissionsView(Permits permits) {
        who.setId(PeopleIds.WHO);
        who.setWrapText(true);
        table.setId(PeopleIds.PERMISSIONS);
        table.setAccessibleText("Your permissions");
        table.setFixedCellSize(33);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .addAll(List.of(
                        column("Allowed", 80, permission -> permission.allowed() ? "yes" : "no"),
                        column("What", 420, Permission::summary),
                        column("Needs", 90, permission -> permission.needs().text()),
                        column("Why not", 380, permission -> permission.reason() == null ? "" : permission.reason())));
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        VBox.setVgrow(card, Priority.ALWAYS);
        root = new VBox(10, who, card);
        permits.sessionProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    void focus() {
        table.requestFocus();
    }

    private void show(@Nullable SessionState session) {
        if (session == null) {
            who.setText("The server has not said yet who you are.");
            return;
        }
        Instant until = session.expiresAt();
        String how =
                switch (session.kind()) {
                    case SessionState.SESSION -> "logged in";
                    case SessionState.TOKEN -> "by a script's token";
                    default -> "by the admin token";
                };
        who.setText("You are " + session.name() + ", " + how + ", with the role "
                + session.role().text() + (until == null ? "." : ", until " + Times.day(until) + " UTC."));
        table.getItems()
                .setAll(session.permissions().stream()
                        .sorted(Comparator.comparing(Permission::allowed)
                                .thenComparing(permission -> permission.route().startsWith("GET"))
                                .thenComparing(Permission::needs)
                                .thenComparing(Permission::summary))
                        .toList());
    }

    private static TableColumn<Permission, String> column(
            String title, double width, Function<Permission, String> value) {
        TableColumn<Permission, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        return column;
    }
}
