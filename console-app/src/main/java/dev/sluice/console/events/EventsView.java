package dev.sluice.console.events;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.client.EventQuery;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Times;
import dev.sluice.model.search.Histogram;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The query bar, the results over time, the table, and the chosen event beside it.
final class EventsView {
    private static final String DRAG = "drag to filter";

    private final EventsViewModel model;
    private final Notices notices;
    private final Permits permits;
    private final Consumer<EventQuery> onReplay;
    private final QueryBar bar;
    private final EventsTable table;
    private final VBox root;

    EventsView(
            EventsViewModel model,
            SavedModel saved,
            ExportModel export,
            Notices notices,
            Dialogs dialogs,
            Permits permits,
            Consumer<EventQuery> onReplay) {
        this.model = model;
        this.notices = notices;
        this.permits = permits;
        this.onReplay = onReplay;
        bar = new QueryBar(
                model, new SavedMenu(saved, model, dialogs, permits), new ExportMenu(model, export), replayButton());
        table = new EventsTable(model);
        EventDetailView detail = new EventDetailView(model, notices);
        HBox content = new HBox(12, table.root(), detail.root());
        HBox.setHgrow(table.root(), Priority.ALWAYS);
        VBox results = new VBox(12, histogram(), content);
        VBox.setVgrow(content, Priority.ALWAYS);
        StatePane state = new StatePane(EventsIds.STATE, results, model::search);
        state.bind(model.stateProperty());
        VBox.setVgrow(state, Priority.ALWAYS);
        root = new VBox(12, bar.root(), state);
        root.setId(EventsIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(EventsView.class, "events.css"));
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    }

    Parent root() {
        return root;
    }

    void focus() {
        bar.focus();
    }

    private Guard replayButton() {
        Button replay = new Button("Replay…", new KeyHint("R"));
        replay.setId(EventsIds.REPLAY);
        replay.setContentDisplay(ContentDisplay.RIGHT);
        replay.setMinWidth(Region.USE_PREF_SIZE);
        replay.setAccessibleText("Send what this query finds again");
        replay.setOnAction(event -> replay());
        return new Guard(replay, permits, Acts.REPLAY);
    }

    private void replay() {
        if (!permits.refuses(Acts.REPLAY, notices)) {
            onReplay.accept(model.wanted());
        }
    }

    private VBox histogram() {
        Label count = new Label();
        count.setId(EventsIds.COUNT);
        count.getStyleClass().add("result-count");
        Label note = new Label();
        note.setId(EventsIds.COUNT_NOTE);
        note.getStyleClass().add("muted");
        model.countProperty().subscribe(result -> {
            count.setText(result.figure());
            note.setText(result.note());
        });
        Label cut = new Label();
        cut.getStyleClass().add("result-cut");
        cut.textProperty().bind(model.cutProperty());
        Label hint = new Label(DRAG);
        hint.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox title = new HBox(8, count, note, cut, gap, hint);
        title.setAlignment(Pos.CENTER_LEFT);
        HistogramChart chart = new HistogramChart((from, to) -> model.cover(TimeRange.between(from, to)));
        chart.setOnHover((index, histogram) -> hint.setText(index < 0 ? span(histogram) : hover(index, histogram)));
        model.histogramProperty().subscribe(histogram -> {
            chart.show(histogram);
            hint.setText(histogram == null ? DRAG : span(histogram));
        });
        VBox card = new VBox(4, title, chart);
        card.getStyleClass().addAll("card", "histogram-card");
        VBox.setVgrow(chart, Priority.ALWAYS);
        card.setMinHeight(92);
        card.setPrefHeight(92);
        card.setMaxHeight(92);
        return card;
    }

    private static String span(Histogram histogram) {
        return TimeRange.between(histogram.from(), histogram.to()).label() + " · " + DRAG;
    }

    private static String hover(int bar, Histogram histogram) {
        return Numbers.count(histogram.counts().get(bar), "event", "events") + " from "
                + Times.second(HistogramChart.start(histogram, bar)) + " to "
                + Times.second(HistogramChart.start(histogram, bar + 1));
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (event.getTarget() instanceof TextInputControl) {
                table.focus();
            } else {
                table.clear();
            }
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !(event.getTarget() instanceof TextInputControl)) {
            table.open();
        } else if (event.getCode() == KeyCode.R
                && !(event.getTarget() instanceof TextInputControl)
                && !event.isControlDown()
                && !event.isAltDown()
                && !event.isMetaDown()) {
            replay();
            event.consume();
        }
    }

    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("/") && !(event.getTarget() instanceof TextInputControl)) {
            bar.focus();
            event.consume();
        }
    }
}
