package dev.sluice.console.dashboard;

import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Which time the charts show: back and forth along it, what it is compared with, where the time cursor is.
final class TimeBar extends HBox {
    private static final double HALF = 0.5;

    private final ChartsViewModel model;
    private final Notices notices;

    TimeBar(ChartsViewModel model, Notices notices) {
        super(8);
        this.model = model;
        this.notices = notices;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("time-bar");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren()
                .addAll(
                        icon(DashboardIds.EARLIER, Feather.CHEVRON_LEFT, "Earlier (Page up)", () -> model.move(-HALF)),
                        icon(DashboardIds.LATER, Feather.CHEVRON_RIGHT, "Later (Page down)", () -> model.move(HALF)),
                        now(),
                        stretch(),
                        cursor(),
                        note(),
                        gap,
                        muted("Compare"),
                        compare(),
                        copyButton());
    }

    private Button now() {
        Button now = new Button("Now");
        now.setId(DashboardIds.NOW);
        now.setAccessibleText("Show the present");
        now.setTooltip(new Tooltip("Show the present (N)"));
        now.setMinWidth(USE_PREF_SIZE);
        now.setOnAction(event -> model.goLive());
        now.disableProperty()
                .bind(model.window()
                        .frozenAtProperty()
                        .isNull()
                        .and(model.cursorProperty().isNull()));
        return now;
    }

    private Label stretch() {
        Label label = muted("");
        label.setId(DashboardIds.STRETCH);
        // words give way to buttons
        label.setMinWidth(0);
        model.lineProperty().subscribe(line -> label.setText(line.stretch()));
        return label;
    }

    private Pill cursor() {
        Pill pill = new Pill("", Tone.ACCENT);
        pill.setId(DashboardIds.CURSOR);
        pill.managedProperty().bind(pill.visibleProperty());
        pill.visibleProperty().bind(model.cursorProperty().isNotNull());
        model.cursorProperty().subscribe(at -> pill.setText(at == null ? "" : "at " + moment(at)));
        return pill;
    }

    private String moment(Instant at) {
        return Times.within(at, model.window().rangeProperty().get().length());
    }

    private Label note() {
        Label label = new Label();
        label.setId(DashboardIds.NOTE);
        label.setMinWidth(0);
        label.getStyleClass().addAll("toned-text", Tone.MUTED.styleClass());
        model.lineProperty().subscribe((before, line) -> {
            label.getStyleClass().remove(before.tone().styleClass());
            label.getStyleClass().add(line.tone().styleClass());
            label.setText(line.note());
            label.setTooltip(line.note().isEmpty() ? null : new Tooltip(line.note()));
        });
        return label;
    }

    private SegmentedButtons<Compare> compare() {
        SegmentedButtons<Compare> compare =
                new SegmentedButtons<>(DashboardIds.COMPARE, "Compare with", List.of(Compare.values()), Compare::label);
        compare.selectedProperty().bindBidirectional(model.compareProperty());
        return compare;
    }

    private Button copyButton() {
        Button copy = new Button("Copy as command");
        copy.setId(DashboardIds.COPY);
        copy.setAccessibleText("Copy as command");
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(model.command());
            Clipboard.getSystemClipboard().setContent(content);
            notices.show(Notice.of("Copied: " + model.command(), Tone.ACCENT));
        });
        return copy;
    }

    private static Button icon(String id, Feather icon, String hint, Runnable act) {
        Button button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat", "chart-button");
        button.setAccessibleText(hint);
        button.setTooltip(new Tooltip(hint));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> act.run());
        return button;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
