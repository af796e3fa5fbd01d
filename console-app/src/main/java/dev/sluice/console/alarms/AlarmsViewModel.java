package dev.sluice.console.alarms;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.client.Failure;
import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.alarm.AlarmCounts;
import dev.sluice.model.alarm.AlarmPage;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ObjectProperty;
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

/// Alarms, those to be acted on first. FX thread only.
final class AlarmsViewModel {
    static final Duration EVERY = Duration.ofSeconds(2);
    private static final ViewState QUIET = new ViewState.Empty(
            "No alarm is open",
            "The rules are looked at each second; what they raise stays here until it is seen.",
            null);
    private static final ViewState NO_HISTORY = new ViewState.Empty(
            "No alarm was closed yet", "Alarms that are over and acknowledged are kept here for 30 days.", null);

    private final AlarmControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final Permits permits;
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(this, "which", Which.OPEN);
    private final ObservableList<AlarmRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper(this, "count", "");
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(this, "badge", Badge.NONE);
    private final ReadOnlyObjectWrapper<@Nullable AlarmRow> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final StringProperty note = new SimpleStringProperty(this, "note", "");
    private Freshness freshness = new Freshness();
    private boolean replacing;

    enum Which {
        OPEN("Open"),
        CLOSED("Closed");

        private final String label;

        Which(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    AlarmsViewModel(AlarmControl control, TaskRunner tasks, Ticker ticker, Notices notices, Permits permits) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
        this.permits = permits;
        which.subscribe((before, now) -> {
            choose(null);
            rows.clear();
            count.set("");
            freshness = new Freshness();
            state.set(ViewState.LOADING);
            refresh();
        });
    }

    /// Asks for the alarms as long as the session lasts, whatever screen is shown.
    Subscription watch() {
        refresh();
        return ticker.every(EVERY, this::refresh);
    }

    ObjectProperty<Which> whichProperty() {
        return which;
    }

    ObservableList<AlarmRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// How many nobody has seen, in the tone of the worst.
    ReadOnlyObjectProperty<Badge> badgeProperty() {
        return badge.getReadOnlyProperty();
    }

    /// As it is now, also after its row moved; null when none is.
    ReadOnlyObjectProperty<@Nullable AlarmRow> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    StringProperty noteProperty() {
        return note;
    }

    /// Without effect while rows are replaced: then the table chooses by place, whoever stands there now.
    void choose(@Nullable AlarmRow row) {
        if (replacing) {
            return;
        }
        @Nullable AlarmRow before = chosen.get();
        if (before == null || row == null || !before.id().equals(row.id())) {
            note.set("");
        }
        chosen.set(row);
    }

    boolean acknowledgeable() {
        @Nullable AlarmRow row = chosen.get();
        return row != null && row.alarm().unacknowledged();
    }

    /// What does the same in a terminal: acknowledges the chosen one, or lists all.
    String command() {
        @Nullable AlarmRow row = chosen.get();
        if (row == null || !row.alarm().unacknowledged()) {
            return "./sluice alarms list" + (which.get() == Which.CLOSED ? " --closed" : "");
        }
        String said = note.get().strip();
        return "./sluice alarms ack " + row.id()
                + (said.isEmpty() ? "" : " --note '" + said.replace("'", "'\\''") + "'");
    }

    void acknowledge() {
        @Nullable AlarmRow row = chosen.get();
        if (row == null || !row.alarm().unacknowledged() || permits.refuses(Acts.ACK_ALARM, notices)) {
            return;
        }
        String said = note.get().strip();
        tasks.task("acknowledge alarm " + row.id(), () -> control.acknowledge(row.id(), said.isEmpty() ? null : said))
                .onSuccess(alarm -> {
                    notices.show(Notice.of("Alarm " + alarm.id() + " is acknowledged", Tone.SUCCESS));
                    note.set("");
                    refresh();
                })
                .onFailure(cause -> notices.show(Notice.of(Failure.of(cause).text(), Tone.DANGER)))
                .latest("acknowledge");
    }

    /// @param close closes the dialog
    DisableViewModel disableDialog(AlarmRow row, Runnable close) {
        return new DisableViewModel(row.alarm().rule(), control, tasks, ticker, notices, () -> {
            close.run();
            refresh();
        });
    }

    void refresh() {
        boolean open = which.get() == Which.OPEN;
        tasks.task("read the alarms", () -> open ? control.open() : control.closed())
                .onSuccess(this::show)
                .onFailure(this::failed)
                .latest("alarms");
    }

    private void show(AlarmPage page) {
        ViewState ready = freshness.answered(ticker.now());
        badge.set(badge(page.counts()));
        List<AlarmRow> fresh = page.items().stream()
                .filter(alarm -> which.get() == Which.CLOSED || alarm.flood() == null)
                .map(AlarmRow::of)
                .toList();
        if (!fresh.equals(rows)) {
            replacing = true;
            rows.setAll(fresh);
            replacing = false;
        }
        @Nullable AlarmRow before = chosen.get();
        if (before != null) {
            choose(rows.stream()
                    .filter(row -> row.id().equals(before.id()))
                    .findFirst()
                    .orElse(null));
        }
        int folded = page.items().size() - fresh.size();
        count.set((page.next() == null ? "" : "the newest ")
                + Numbers.grouped(rows.size())
                + (rows.size() == 1 ? " alarm" : " alarms")
                + (folded == 0 ? "" : ", and " + folded + " that one of them stands for"));
        state.set(rows.isEmpty() ? which.get() == Which.OPEN ? QUIET : NO_HISTORY : ready);
    }

    private static Badge badge(AlarmCounts counts) {
        if (counts.worst() == null) {
            return Badge.NONE;
        }
        // the word too: a colour alone says nothing to some
        return counts.unacknowledged() == 0
                ? new Badge(counts.open() + " seen", Tone.MUTED)
                : new Badge(counts.unacknowledged() + " " + counts.worst().text(), AlarmRow.tone(counts.worst()));
    }

    private void failed(Exception cause) {
        state.set(freshness.failed(cause, ticker.now()));
        badge.set(Badge.NONE);
    }
}
