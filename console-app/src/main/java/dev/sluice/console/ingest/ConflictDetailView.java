package dev.sluice.console.ingest;

import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Tone;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen conflict: the text that is stored above the one that is not.
final class ConflictDetailView {
    private static final double WIDTH = 400;

    private final VBox root = new VBox(9);
    private final Label title = new Label();
    private final Label note = new Label();
    private final Label aboutKept = new Label();
    private final Label aboutLater = new Label();

    ConflictDetailView(ConflictsViewModel model) {
        root.setId(IngestIds.CONFLICT_DETAIL);
        root.getStyleClass().addAll("card", "ingest-detail");
        root.setMinWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        title.getStyleClass().add("detail-title");
        note.setId(IngestIds.CONFLICT_NOTE);
        wrapped(note);
        TextArea kept = text(IngestIds.CONFLICT_KEPT, "The text that is stored");
        TextArea later = text(IngestIds.CONFLICT_LATER, "The text that came later");
        root.getChildren()
                .addAll(
                        title,
                        note,
                        head("First, stored", Tone.SUCCESS, aboutKept),
                        kept,
                        head("Later, not stored", Tone.WARNING, aboutLater),
                        later);
        model.chosenProperty().subscribe(this::show);
        model.textsProperty().subscribe(texts -> {
            kept.setText(texts.kept());
            later.setText(texts.later());
            note.setText(texts.note());
        });
    }

    Parent root() {
        return root;
    }

    private static VBox head(String name, Tone tone, Label about) {
        about.getStyleClass().add("muted");
        wrapped(about);
        HBox top = new HBox(new Pill(name, tone));
        top.setAlignment(Pos.CENTER_LEFT);
        VBox head = new VBox(5, top, about);
        head.setPadding(new Insets(6, 0, 0, 0));
        return head;
    }

    private static TextArea text(String id, String accessibleText) {
        TextArea area = new TextArea();
        area.setId(id);
        area.setAccessibleText(accessibleText);
        area.setEditable(false);
        area.setWrapText(true);
        area.setPrefRowCount(4);
        VBox.setVgrow(area, Priority.ALWAYS);
        return area;
    }

    private static void wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
    }

    /// The whole digest, to compare it with another.
    private static void digest(Label about, String sha256) {
        about.setTooltip(new Tooltip("SHA-256 " + sha256));
    }

    private void show(@Nullable ConflictRow row) {
        root.setVisible(row != null);
        root.setManaged(row != null);
        if (row != null) {
            title.setText(row.eventId());
            aboutKept.setText(ConflictRow.about(row.conflict().kept()));
            aboutLater.setText(ConflictRow.about(row.conflict().later()));
            digest(aboutKept, row.conflict().kept().sha256());
            digest(aboutLater, row.conflict().later().sha256());
        }
    }
}
