package dev.sluice.console.audit;

import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What operators did, newest first; more of it on demand. While only the newest page is shown it follows what
/// happens. FX thread only.
final class AuditViewModel {
    static final Duration EVERY = Duration.ofSeconds(3);
    private static final int PAGE = 200;
    private static final ViewState EMPTY = new ViewState.Empty(
            "Nothing was done yet", "Pauses, purges, changes of queues and keys will be listed here.", null);
    private static final ViewState NOT_FOUND = new ViewState.Empty(
            "Nothing found", "No record of that time has this word in who, act, target, reason or outcome.", null);

    private final AuditSource source;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ObjectProperty<Range> range = new SimpleObjectProperty<>(this, "range", Range.ALL);
    private final ObservableList<AuditRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper(this, "count", "");
    private final Freshness freshness = new Freshness();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper(this, "more");
    private @Nullable String next;
    private boolean deep;

    enum Range {
        ALL("All", null),
        DAY("24 h", Duration.ofHours(24)),
        WEEK("7 d", Duration.ofDays(7)),
        MONTH("30 d", Duration.ofDays(30));

        private final String label;
        private final @Nullable Duration time;

        Range(String label, @Nullable Duration time) {
            this.label = label;
            this.time = time;
        }

        String label() {
            return label;
        }
    }

    AuditViewModel(AuditSource source, TaskRunner tasks, Ticker ticker) {
        this.source = source;
        this.tasks = tasks;
        this.ticker = ticker;
        text.subscribe((before, now) -> ask());
        range.subscribe((before, now) -> ask());
    }

    Subscription activate() {
        refresh();
        return ticker.every(EVERY, this::refresh);
    }

    /// Stands in who, act, target, reason or outcome.
    StringProperty textProperty() {
        return text;
    }

    ObjectProperty<Range> rangeProperty() {
        return range;
    }

    ObservableList<AuditRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// How many are shown, in words.
    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// There are older ones.
    ReadOnlyBooleanProperty moreProperty() {
        return more.getReadOnlyProperty();
    }

    /// What shows the same in a terminal.
    String command() {
        Duration time = range.get().time;
        return "./sluice audit"
                + (text.get().isBlank() ? "" : " '" + text.get().strip().replace("'", "'\\''") + "'")
                + (time == null ? "" : " --from " + time.toHours() + "h")
                + " --limit " + Math.max(PAGE, rows.size());
    }

    private void ask() {
        deep = false;
        refresh();
    }

    /// Asks for the newest, unless older ones are shown too: those must not jump.
    void refresh() {
        if (!deep) {
            tasks.task("read the audit", () -> source.page(query(), PAGE, null))
                    .onSuccess(page -> show(page, false))
                    .onFailure(this::failed)
                    .latest("audit");
        }
    }

    void older() {
        String cursor = next;
        if (cursor != null) {
            deep = true;
            tasks.task("read the audit on", () -> source.page(query(), PAGE, cursor))
                    .onSuccess(page -> show(page, true))
                    .onFailure(this::failed)
                    .latest("audit");
        }
    }

    private AuditQuery query() {
        Duration time = range.get().time;
        String wanted = text.get().strip();
        return new AuditQuery(
                wanted.isEmpty() ? null : wanted,
                null,
                null,
                null,
                time == null ? null : ticker.now().minus(time),
                null);
    }

    private void show(AuditPage page, boolean below) {
        ViewState ready = freshness.answered(ticker.now());
        next = page.next();
        more.set(next != null);
        List<AuditRow> fresh = page.items().stream().map(AuditRow::of).toList();
        if (below) {
            rows.addAll(fresh);
        } else {
            replace(fresh);
        }
        count.set(Numbers.grouped(rows.size())
                + (rows.size() == 1 ? " record" : " records")
                + (next == null ? "" : ", and older ones"));
        boolean anything = text.get().isBlank() && range.get() == Range.ALL;
        state.set(rows.isEmpty() ? anything ? EMPTY : NOT_FOUND : ready);
    }

    /// New rows come on top of the others, which stay the same ones for whoever has chosen one.
    private void replace(List<AuditRow> fresh) {
        int added = rows.isEmpty() ? -1 : fresh.indexOf(rows.getFirst());
        int kept = Math.min(rows.size(), fresh.size() - Math.max(0, added));
        if (added < 0 || !fresh.subList(added, added + kept).equals(rows.subList(0, kept))) {
            rows.setAll(fresh);
            return;
        }
        rows.remove(kept, rows.size());
        rows.addAll(0, fresh.subList(0, added));
        rows.addAll(fresh.subList(added + kept, fresh.size()));
    }

    private void failed(Exception cause) {
        state.set(freshness.failed(cause, ticker.now()));
    }
}
