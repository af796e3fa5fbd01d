package dev.sluice.console.ingest;

import dev.sluice.console.client.Failure;
import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Events that came again with another text. FX thread only.
final class ConflictsViewModel {
    static final Duration EVERY = Duration.ofSeconds(3);
    private static final int SHOWN = 500;
    private static final ViewState EMPTY = new ViewState.Empty(
            "No conflict",
            "An event that comes again under its source and id with another text stands here. The first one stays.",
            null);

    /// The two texts of the chosen conflict.
    ///
    /// @param note where they part, or what is missing of them
    record Texts(String kept, String later, String note) {
        static final Texts NONE = new Texts("", "", "");
    }

    private final IngestControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Freshness freshness = new Freshness();
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ObservableList<ConflictRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable ConflictRow> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final ReadOnlyObjectWrapper<Texts> texts = new ReadOnlyObjectWrapper<>(this, "texts", Texts.NONE);

    ConflictsViewModel(IngestControl control, TaskRunner tasks, Ticker ticker) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
    }

    Subscription activate() {
        refresh();
        return ticker.every(EVERY, this::refresh);
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Newest first.
    ObservableList<ConflictRow> rows() {
        return rows;
    }

    /// null when none is chosen
    ReadOnlyObjectProperty<@Nullable ConflictRow> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Texts> textsProperty() {
        return texts.getReadOnlyProperty();
    }

    void refresh() {
        tasks.task("read the conflicts", () -> control.conflicts(SHOWN))
                .onSuccess(this::show)
                .onFailure(e -> state.set(freshness.failed(e, ticker.now())))
                .latest("conflicts");
    }

    private void show(ConflictPage page) {
        ViewState fresh = freshness.answered(ticker.now());
        List<ConflictRow> next = page.items().stream().map(ConflictRow::of).toList();
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        state.set(next.isEmpty() ? EMPTY : fresh);
    }

    /// Shows a conflict; its texts are asked for.
    ///
    /// @param row null: none
    void choose(@Nullable ConflictRow row) {
        ConflictRow before = chosen.get();
        chosen.set(row);
        if (row == null || before != null && before.id().equals(row.id())) {
            return;
        }
        texts.set(Texts.NONE);
        tasks.task("read conflict " + row.id(), () -> control.conflict(row.id()))
                .onSuccess(this::open)
                .onFailure(e -> texts.set(new Texts("", "", Failure.of(e).text())))
                .latest("conflict");
    }

    private void open(ConflictDetail detail) {
        ConflictRow row = chosen.get();
        if (row != null && row.id().equals(detail.conflict().id())) {
            String kept = detail.kept() == null ? "" : detail.kept();
            texts.set(new Texts(kept, detail.later(), note(detail)));
        }
    }

    private static String note(ConflictDetail detail) {
        if (detail.kept() == null) {
            return "The first one is no longer stored.";
        }
        int same = sameFrom(detail.kept(), detail.later());
        return "They are the same up to character " + Numbers.grouped(same) + "."
                + (detail.cut() ? " Only the beginning of the later one is kept." : "");
    }

    private static int sameFrom(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }
}
