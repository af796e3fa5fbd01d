package dev.sluice.console.deadletters;

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
import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Redrive;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The kinds of dead letters, the chosen one with its letters, and the mending of one. FX thread only.
final class BoardViewModel {
    static final Duration EVERY = Duration.ofSeconds(5);
    static final Duration BADGE_EVERY = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int LETTERS = 200;
    private static final ViewState EMPTY = new ViewState.Empty(
            "No dead letters",
            "Events that cannot be stored stand here by kind, with their bytes and the reason. Mend the cause, then send"
                    + " them again.",
            "./sluice queues dead-letters NAME --groups");

    /// What came of sending an edited letter.
    record Result(String text, Tone tone) {
        static final Result NONE = new Result("", Tone.MUTED);
    }

    private final DeadLetterControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(this, "badge", Badge.NONE);
    private final ObservableList<GroupRow> rows = FXCollections.observableArrayList();
    private final ObservableList<LetterRow> letters = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable GroupRow> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final ReadOnlyObjectWrapper<@Nullable LetterRow> letter = new ReadOnlyObjectWrapper<>(this, "letter");
    private final StringProperty body = new SimpleStringProperty(this, "body", "");
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final ReadOnlyObjectWrapper<Result> result = new ReadOnlyObjectWrapper<>(this, "result", Result.NONE);
    private final BooleanProperty ready = new SimpleBooleanProperty(this, "ready");
    private final Freshness freshness = new Freshness();
    private boolean busy;

    BoardViewModel(DeadLetterControl control, TaskRunner tasks, Ticker ticker, Notices notices) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
        body.addListener(observable -> arm());
    }

    Subscription activate() {
        refresh();
        return ticker.every(EVERY, this::refresh);
    }

    /// Keeps the count in the navigation while another screen is open.
    Subscription watch() {
        refresh();
        return ticker.every(BADGE_EVERY, this::refresh);
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Badge> badgeProperty() {
        return badge.getReadOnlyProperty();
    }

    /// The one that died last first.
    ObservableList<GroupRow> rows() {
        return rows;
    }

    /// Of the chosen kind, newest first.
    ObservableList<LetterRow> letters() {
        return letters;
    }

    /// null when none is chosen
    ReadOnlyObjectProperty<@Nullable GroupRow> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// null when none is chosen
    ReadOnlyObjectProperty<@Nullable LetterRow> letterProperty() {
        return letter.getReadOnlyProperty();
    }

    /// The chosen letter's text, as the operator left it.
    StringProperty bodyProperty() {
        return body;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    ReadOnlyObjectProperty<Result> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// The text is another than it was, and nothing is under way.
    BooleanProperty readyProperty() {
        return ready;
    }

    void refresh() {
        tasks.task("read the dead letters", control::groups)
                .onSuccess(this::show)
                .onFailure(e -> state.set(freshness.failed(e, ticker.now())))
                .latest("dead letters");
    }

    private void show(DeadLetterGroups groups) {
        ViewState ready = freshness.answered(ticker.now());
        List<GroupRow> next = groups.items().stream().map(GroupRow::of).toList();
        GroupRow before = chosen.get();
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        long untouched = next.stream()
                .filter(GroupRow::untouched)
                .mapToLong(row -> row.group().waiting())
                .sum();
        badge.set(untouched == 0 ? Badge.NONE : new Badge(Numbers.grouped(untouched) + " dead", Tone.DANGER));
        state.set(next.isEmpty() ? EMPTY : ready);
        if (before != null) {
            GroupRow now = next.stream().filter(before::sameKind).findFirst().orElse(null);
            chosen.set(now);
            if (now == null) {
                choose((LetterRow) null);
                letters.clear();
            } else if (!now.equals(before)) {
                readLetters(now);
            }
        }
    }

    /// Shows a kind; its letters are asked for.
    ///
    /// @param row null: none
    void choose(@Nullable GroupRow row) {
        GroupRow before = chosen.get();
        chosen.set(row);
        if (row != null && before != null && before.sameKind(row)) {
            return;
        }
        letters.clear();
        choose((LetterRow) null);
        if (row != null) {
            readLetters(row);
        }
    }

    private void readLetters(GroupRow row) {
        tasks.task(
                        "read dead letters of queue " + row.queue(),
                        () -> control.letters(row.queue(), row.group().fingerprint(), LETTERS))
                .onSuccess(page -> show(row, page))
                .onFailure(e -> result.set(new Result(Failure.of(e).text(), Tone.DANGER)))
                .latest("dead letters of a kind");
    }

    private void show(GroupRow row, DeadLetterPage page) {
        GroupRow now = chosen.get();
        if (now == null || !now.sameKind(row)) {
            return;
        }
        List<LetterRow> next = page.items().stream().map(LetterRow::of).toList();
        if (!next.equals(letters)) {
            letters.setAll(next);
        }
        LetterRow before = letter.get();
        if (before == null || next.stream().noneMatch(one -> one.id().equals(before.id()))) {
            choose(next.isEmpty() ? null : next.getFirst());
        }
    }

    /// Shows a letter's text.
    void choose(@Nullable LetterRow row) {
        LetterRow before = letter.get();
        if (row != null && before != null && before.id().equals(row.id())) {
            return;
        }
        letter.set(row);
        body.set(row == null ? "" : row.text());
        reason.set("");
        if (row != null) {
            result.set(
                    row.accepted()
                            ? Result.NONE
                            : new Result(
                                    "It was never accepted as an event: write the event that was meant, or discard it.",
                                    Tone.WARNING));
        }
        arm();
    }

    /// Sends the chosen letter as the text says now.
    void edit() {
        GroupRow row = chosen.get();
        LetterRow one = letter.get();
        if (row == null || one == null || !ready.get()) {
            return;
        }
        String why = reason.get().isBlank() ? null : reason.get().strip();
        String text = body.get();
        String fault = LetterText.fault(text);
        if (fault != null) {
            result.set(new Result(fault, Tone.DANGER));
            return;
        }
        busy = true;
        arm();
        result.set(new Result("Sending…", Tone.MUTED));
        tasks.task("edit dead letter " + one.id(), () -> control.edit(row.queue(), one.id(), text, why))
                .onSuccess(this::follow)
                .onFailure(e -> {
                    result.set(new Result(Failure.of(e).text(), Tone.DANGER));
                    settled();
                })
                .run();
    }

    private void follow(Redrive redrive) {
        if (redrive.state().equals(Redrive.RUNNING)) {
            ticker.after(POLL, () -> look(redrive));
            return;
        }
        notices.show(
                redrive.returned() == 0
                        ? Notice.of("The edited letter went through " + redrive.queue(), Tone.SUCCESS)
                        : Notice.of("The edited letter came back dead to " + redrive.queue(), Tone.DANGER));
        result.set(Result.NONE);
        settled();
        refresh();
    }

    private void look(Redrive redrive) {
        tasks.task("look after an edited letter", () -> control.redriveState(redrive.queue(), redrive.id()))
                .onSuccess(this::follow)
                .onFailure(e -> {
                    result.set(new Result(
                            Failure.of(e).text() + " It was sent; what became of it is not known.", Tone.WARNING));
                    settled();
                })
                .run();
    }

    private void settled() {
        busy = false;
        arm();
    }

    private void arm() {
        LetterRow row = letter.get();
        ready.set(row != null && !busy && !body.get().isBlank() && !body.get().equals(row.text()));
    }

    /// The line that edits the chosen letter in a terminal.
    String editLine() {
        GroupRow row = chosen.get();
        LetterRow one = letter.get();
        return row == null || one == null ? "" : Lines.edit(row.queue(), one.id(), body.get(), reason.get());
    }

    /// @param row whose queue comes first, null: any
    HistoryViewModel historyDialog(@Nullable GroupRow row, Runnable close) {
        return new HistoryViewModel(control, tasks, ticker, row == null ? null : row.queue(), () -> {
            close.run();
            refresh();
        });
    }

    RedriveViewModel redriveDialog(GroupRow row, Runnable close) {
        return new RedriveViewModel(row.queue(), Scope.of(row, letter.get()), control, tasks, ticker, () -> {
            close.run();
            refresh();
        });
    }

    DiscardViewModel discardDialog(GroupRow row, Runnable close) {
        return new DiscardViewModel(row.queue(), Scope.of(row, letter.get()), control, tasks, notices, () -> {
            close.run();
            refresh();
        });
    }

    MarkViewModel markDialog(GroupRow row, Runnable close) {
        return new MarkViewModel(row.group(), control, tasks, () -> {
            close.run();
            refresh();
        });
    }
}
