package dev.sluice.console.replay;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.replay.Replay;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen replay: how far it is, what it waits for, what it was asked for with, and the acts that fit its state.
final class ReplayDetailView {
    private static final double WIDTH = 372;
    private static final double NAME_WIDTH = 86;
    private static final double RATE_WIDTH = 110;

    private final ReplaysViewModel model;
    private final VBox root = new VBox(9);
    private final Label title = new Label();
    private final Pill state = new Pill("", Tone.MUTED);
    private final ProgressBar bar = new ProgressBar(0);
    private final Label progress = new Label();
    private final Label why = DialogParts.wrapped("");
    private final VBox lines = new VBox();
    private final Button pause;
    private final Button resume;
    private final Button stop;
    private final Button again;
    private final TextField rate;
    private Tone tone = Tone.MUTED;

    /// What the buttons do.
    record Acting(Runnable pauseOrResume, Runnable stop, Runnable again) {}

    ReplayDetailView(ReplaysViewModel model, Permits permits, Acting acting) {
        this.model = model;
        root.setId(ReplayIds.DETAIL);
        root.getStyleClass().addAll("card", "replays-detail");
        root.setMinWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        title.getStyleClass().add("detail-title");
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox top = new HBox(8, title, state);
        top.setAlignment(Pos.CENTER_LEFT);
        bar.setId(ReplayIds.PROGRESS);
        bar.setAccessibleText("Progress of the replay");
        bar.setMaxWidth(Double.MAX_VALUE);
        progress.setId(ReplayIds.SENT);
        why.setId(ReplayIds.WHY);
        why.getStyleClass().addAll("toned-text", tone.styleClass());
        rate = DialogParts.input(
                ReplayIds.RATE,
                "Events a second to resume with",
                "as before",
                model.rateProperty(),
                acting.pauseOrResume());
        rate.setPrefWidth(RATE_WIDTH);
        rate.setMinWidth(RATE_WIDTH);
        pause = button(ReplayIds.PAUSE, "Pause", "P", "Pause this replay", acting.pauseOrResume());
        resume = button(ReplayIds.RESUME, "Resume", "P", "Resume this replay", acting.pauseOrResume());
        resume.getStyleClass().add("accent");
        stop = button(ReplayIds.STOP, "Stop…", "S", "Stop this replay for good", acting.stop());
        stop.getStyleClass().add("danger-outline");
        again = button(ReplayIds.AGAIN, "Again…", "A", "Replay the same once more", acting.again());
        for (Button button : new Button[] {pause, resume, stop}) {
            button.disableProperty().bind(model.actingProperty());
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox buttons = new HBox(
                8,
                rate,
                new Guard(resume, permits, Acts.RESUME_REPLAY),
                new Guard(pause, permits, Acts.PAUSE_REPLAY),
                new Guard(again, permits, Acts.REPLAY),
                gap,
                new Guard(stop, permits, Acts.STOP_REPLAY));
        buttons.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(top, progress, bar, why, lines, buttons, copy());
        model.chosenProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    private MenuButton copy() {
        MenuButton copy = new MenuButton("Copy line");
        copy.setId(ReplayIds.LINES);
        copy.setAccessibleText("Copy the line that does the same in a terminal");
        // a menu without items does not open, so that its lines are made before
        model.chosenProperty().subscribe(row -> fill(copy));
        model.rateProperty().subscribe(text -> fill(copy));
        return copy;
    }

    private void fill(MenuButton copy) {
        if (!copy.isShowing()) {
            copy.getItems()
                    .setAll(model.lines().stream().map(ReplayDetailView::item).toList());
        }
    }

    private static MenuItem item(String line) {
        MenuItem item = new MenuItem(line);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> DialogParts.copy(line));
        return item;
    }

    private static Button button(String id, String text, String key, String accessibleText, Runnable act) {
        Button button = new Button(text, new KeyHint(key));
        button.setId(id);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(accessibleText);
        button.setOnAction(event -> act.run());
        return button;
    }

    private void show(@Nullable ReplayRow row) {
        shown(root, row != null);
        if (row == null) {
            return;
        }
        Replay replay = row.replay();
        title.setText(replay.queue() == null ? "To the pipeline" : "To " + row.target());
        state.show(row.state(), row.tone());
        bar.setProgress(row.share());
        progress.setText(row.progress() + " events sent");
        why.getStyleClass().remove(tone.styleClass());
        tone = replay.state().equals(Replay.RUNNING) ? Tone.WARNING : row.tone();
        why.getStyleClass().add(tone.styleClass());
        why.setText(row.why());
        shown(why, !row.why().isEmpty());
        lines.getChildren()
                .setAll(row.lines().stream().map(ReplayDetailView::line).toList());
        shown(pause, replay.state().equals(Replay.RUNNING));
        shown(resume, replay.resumable());
        shown(rate, replay.resumable());
        shown(stop, !replay.over());
        shown(again, replay.over());
    }

    private static HBox line(ReplayRow.Line line) {
        Label name = new Label(line.name());
        name.getStyleClass().add("muted");
        name.setMinWidth(NAME_WIDTH);
        HBox box = new HBox(name, DialogParts.wrapped(line.value()));
        box.getStyleClass().add("definition");
        return box;
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
