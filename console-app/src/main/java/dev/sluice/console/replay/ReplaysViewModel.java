package dev.sluice.console.replay;

import dev.sluice.console.client.Failure;
import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Replays, newest first, and the chosen one. It asks for as many as are shown, so that all of them keep moving. FX
/// thread only.
final class ReplaysViewModel {
    static final Duration EVERY = Duration.ofSeconds(2);
    private static final int PAGE = 50;
    private static final int MOST = 1_000;
    private static final ViewState EMPTY = new ViewState.Empty(
            "Nothing was replayed yet",
            "Search on the Events screen and choose Replay… to send what was found again.",
            "./sluice replay plan 'type:order.*' --queue NAME");

    private final ReplayControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final ObservableList<ReplayRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper(this, "count", "");
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper(this, "more");
    private final ReadOnlyObjectWrapper<@Nullable ReplayRow> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper(this, "acting");
    private final StringProperty rate = new SimpleStringProperty(this, "rate", "");
    private final Freshness freshness = new Freshness();
    private int wanted = PAGE;
    private boolean moving;

    ReplaysViewModel(ReplayControl control, TaskRunner tasks, Ticker ticker, Notices notices) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
    }

    Subscription activate() {
        refresh();
        return ticker.every(EVERY, this::refresh);
    }

    ObservableList<ReplayRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// How many are shown, in words.
    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// There are older ones that may be shown.
    ReadOnlyBooleanProperty moreProperty() {
        return more.getReadOnlyProperty();
    }

    /// As it is now, null when none is chosen.
    ReadOnlyObjectProperty<@Nullable ReplayRow> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// An act is under way.
    ReadOnlyBooleanProperty actingProperty() {
        return acting.getReadOnlyProperty();
    }

    /// Events a second to go on with, empty for as before.
    StringProperty rateProperty() {
        return rate;
    }

    /// While rows move, a table chooses whatever comes to stand where the chosen one stood; that does not count.
    void choose(@Nullable ReplayRow row) {
        if (moving) {
            return;
        }
        ReplayRow before = chosen.get();
        if (row == null
                || before == null
                || !row.replay().id().equals(before.replay().id())) {
            rate.set("");
        }
        chosen.set(row);
    }

    /// What shows the same in a terminal.
    String command() {
        ReplayRow row = chosen.get();
        return row == null
                ? "./sluice replay list --limit " + Math.max(PAGE, rows.size())
                : "./sluice replay show " + row.replay().id();
    }

    /// The lines of a terminal for what can be done with the chosen one.
    List<String> lines() {
        ReplayRow row = chosen.get();
        return row == null
                ? List.of()
                : ReplayLines.of(row.replay(), ReplayRate.fits(rate.get()) ? ReplayRate.of(rate.get()) : null);
    }

    /// Chooses one that is perhaps not listed yet.
    void open(Replay replay) {
        choose(ReplayRow.of(replay));
        refresh();
    }

    void refresh() {
        tasks.task("read the replays", () -> control.list(wanted, null))
                .onSuccess(this::show)
                .onFailure(e -> state.set(freshness.failed(e, ticker.now())))
                .latest("replays");
    }

    void older() {
        wanted = Math.min(MOST, wanted + 2 * PAGE);
        refresh();
    }

    private void show(ReplayList page) {
        ViewState ready = freshness.answered(ticker.now());
        List<ReplayRow> fresh = page.items().stream().map(ReplayRow::of).toList();
        moving = true;
        move(fresh);
        moving = false;
        more.set(page.next() != null && wanted < MOST);
        count.set(Numbers.count(rows.size(), "replay", "replays") + (page.next() == null ? "" : ", and older ones"));
        state.set(rows.isEmpty() ? EMPTY : ready);
        ReplayRow row = chosen.get();
        if (row != null) {
            fresh.stream()
                    .filter(now -> now.replay().id().equals(row.replay().id()))
                    .findFirst()
                    .ifPresent(chosen::set);
        }
    }

    private void move(List<ReplayRow> fresh) {
        boolean same = fresh.size() == rows.size();
        for (int i = 0; same && i < fresh.size(); i++) {
            same = fresh.get(i).replay().id().equals(rows.get(i).replay().id());
        }
        if (!same) {
            rows.setAll(fresh);
        } else {
            for (int i = 0; i < fresh.size(); i++) {
                if (!fresh.get(i).equals(rows.get(i))) {
                    rows.set(i, fresh.get(i));
                }
            }
        }
    }

    void pause() {
        act("pause", control::pause);
    }

    void resume() {
        String text = rate.get();
        if (!ReplayRate.fits(text)) {
            notices.show(Notice.of("A rate is 1 to 50,000 events a second.", Tone.WARNING));
            return;
        }
        act("resume", id -> control.resume(id, ReplayRate.of(text)));
    }

    void stop() {
        act("stop", control::stop);
    }

    @FunctionalInterface
    private interface Act {
        Replay on(String id) throws InterruptedException;
    }

    private void act(String name, Act act) {
        ReplayRow row = chosen.get();
        if (row == null || acting.get()) {
            return;
        }
        acting.set(true);
        String id = row.replay().id();
        tasks.task(name + " replay " + id, () -> act.on(id))
                .onSuccess(now -> {
                    acting.set(false);
                    rate.set("");
                    notices.show(Notice.of(told(now), Tone.ACCENT));
                    refresh();
                })
                .onFailure(e -> {
                    acting.set(false);
                    notices.show(Notice.of(
                            "The replay could not be " + (name.equals("stop") ? "stopped" : name + "d") + ": "
                                    + Failure.of(e).text(),
                            Tone.DANGER));
                    refresh();
                })
                .run();
    }

    private static String told(Replay replay) {
        ReplayRow row = ReplayRow.of(replay);
        return "The replay to " + row.target() + " is " + row.state() + ", " + row.progress() + " sent";
    }
}
