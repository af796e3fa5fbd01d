package dev.sluice.console.people;

import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Times;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Label;
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
        Columns.style(table, PeopleIds.PERMISSIONS, "Your permissions");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .addAll(List.of(
                        Columns.wide(Columns.text("Allowed", permission -> permission.allowed() ? "yes" : "no"), 80),
                        Columns.wide(Columns.text("What", Permission::summary), 420),
                        Columns.wide(
                                Columns.text(
                                        "Needs",
                                        permission -> permission.needs().text()),
                                90),
                        Columns.wide(
                                Columns.text(
                                        "Why not",
                                        permission -> permission.reason() == null ? "" : permission.reason()),
                                380)));
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
}
