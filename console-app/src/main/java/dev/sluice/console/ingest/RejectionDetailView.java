package dev.sluice.console.ingest;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.rejection.KeptRejection;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen refusal: why, what came, and a place to mend it.
final class RejectionDetailView {
    private static final double WIDTH = 350;

    private final VBox root = new VBox(9);
    private final Label title = new Label();
    private final Pill code = new Pill("", Tone.MUTED);
    private final Label why = new Label();
    private final Label who = new Label();
    private final TextArea body = new TextArea();
    private final Label result = new Label();

    RejectionDetailView(RejectionsViewModel model, Permits permits) {
        root.setId(IngestIds.DETAIL);
        root.getStyleClass().addAll("card", "ingest-detail");
        root.setMinWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        title.getStyleClass().add("detail-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, title, gap, code);
        top.setAlignment(Pos.CENTER_LEFT);
        why.setId(IngestIds.DETAIL_WHY);
        wrapped(why);
        who.getStyleClass().add("muted");
        wrapped(who);
        body.setId(IngestIds.BODY);
        body.setAccessibleText("The event to send");
        body.getStyleClass().add("mono");
        body.setWrapText(true);
        body.textProperty().bindBidirectional(model.bodyProperty());
        VBox.setVgrow(body, Priority.ALWAYS);
        result.setId(IngestIds.RESULT);
        result.getStyleClass().add("toned-text");
        wrapped(result);
        root.getChildren().addAll(top, why, who, body, result, buttons(model, permits));
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                if (permits.refusal(Acts.RESUBMIT) == null) {
                    model.resubmit();
                }
                event.consume();
            }
        });
        model.chosenProperty().subscribe(this::show);
        model.resultProperty().subscribe((before, now) -> {
            result.getStyleClass().removeAll(before.tone().styleClass());
            show(now);
        });
        show(model.resultProperty().get());
    }

    Parent root() {
        return root;
    }

    private static void wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
    }

    private static HBox buttons(RejectionsViewModel model, Permits permits) {
        Button restore = new Button("As it came");
        restore.setId(IngestIds.RESTORE);
        restore.setAccessibleText("Put the text back as it came");
        restore.setOnAction(event -> model.restore());
        Button send = new Button("Resubmit", new KeyHint("Ctrl ⏎"));
        send.setId(IngestIds.RESUBMIT);
        send.setContentDisplay(ContentDisplay.RIGHT);
        send.setAccessibleText("Send this event again");
        send.getStyleClass().add("accent");
        send.disableProperty().bind(model.readyProperty().not());
        send.setOnAction(event -> model.resubmit());
        HBox buttons = new HBox(8, restore, new Guard(send, permits, Acts.RESUBMIT));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private void show(RejectionsViewModel.Result now) {
        result.setText(now.text());
        result.setVisible(!now.text().isEmpty());
        result.setManaged(!now.text().isEmpty());
        result.getStyleClass().add(now.tone().styleClass());
    }

    private void show(@Nullable RejectionRow row) {
        root.setVisible(row != null);
        root.setManaged(row != null);
        if (row == null) {
            return;
        }
        KeptRejection rejection = row.rejection();
        title.setText(row.what());
        code.show(row.code(), row.tone());
        why.setText((rejection.pointer().isEmpty() ? "" : rejection.pointer() + ": ") + rejection.detail());
        String sent = rejection.resubmittedAt() == null
                ? ""
                : "\nSent again " + Times.full(rejection.resubmittedAt()) + " by " + rejection.resubmittedBy();
        who.setText(row.origin() + sent);
        body.setEditable(rejection.resubmittedAt() == null);
    }
}
