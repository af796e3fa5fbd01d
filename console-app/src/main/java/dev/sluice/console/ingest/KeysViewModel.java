package dev.sluice.console.ingest;

import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.access.IngestKey;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The keys of producers. FX thread only.
final class KeysViewModel {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final ViewState EMPTY = new ViewState.Empty(
            "No key",
            "Give each producer a key of its own: it says what it may send, and can be revoked alone.",
            "./sluice keys create shop --source '/shop/*'");

    private final IngestControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final Freshness freshness = new Freshness();
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ObservableList<KeyRow> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable KeyRow> chosen = new SimpleObjectProperty<>(this, "chosen");

    KeysViewModel(IngestControl control, TaskRunner tasks, Ticker ticker, Notices notices) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
    }

    Subscription activate() {
        refresh();
        return ticker.every(EVERY, this::refresh);
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Newest first.
    ObservableList<KeyRow> rows() {
        return rows;
    }

    /// null when none is chosen
    ObjectProperty<@Nullable KeyRow> chosenProperty() {
        return chosen;
    }

    void refresh() {
        tasks.task("read the keys", control::keys)
                .onSuccess(this::show)
                .onFailure(e -> state.set(freshness.failed(e, ticker.now())))
                .latest("keys");
    }

    private void show(List<IngestKey> keys) {
        ViewState fresh = freshness.answered(ticker.now());
        List<KeyRow> next =
                keys.stream().map(key -> KeyRow.of(key, ticker.now())).toList();
        KeyRow before = chosen.get();
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        chosen.set(
                before == null
                        ? null
                        : rows.stream()
                                .filter(row ->
                                        row.key().id().equals(before.key().id()))
                                .findFirst()
                                .orElse(null));
        state.set(next.isEmpty() ? EMPTY : fresh);
    }

    KeyDialogModel createDialog(Runnable close) {
        return new KeyDialogModel(control, tasks, ticker, this::refresh, close);
    }

    RevokeModel revokeDialog(KeyRow row, Runnable close) {
        return new RevokeModel(row, control, tasks, notices, this::refresh, close);
    }
}
