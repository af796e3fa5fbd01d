package dev.sluice.console.people;

import dev.sluice.console.client.Failure;
import dev.sluice.console.feed.Freshness;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The users, as an admin sees them. FX thread only.
final class UsersViewModel {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final ViewState EMPTY = new ViewState.Empty(
            "No user",
            "Everybody acts with the admin token. Give each person a name and the least role that will do.",
            "./sluice users add anna --role admin");

    private final PeopleControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ObservableList<UserRow> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable UserRow> chosen = new SimpleObjectProperty<>(this, "chosen");
    private final Freshness freshness = new Freshness();

    UsersViewModel(PeopleControl control, TaskRunner tasks, Ticker ticker, Notices notices) {
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

    /// By name.
    ObservableList<UserRow> rows() {
        return rows;
    }

    /// null when none is chosen
    ObjectProperty<@Nullable UserRow> chosenProperty() {
        return chosen;
    }

    void refresh() {
        tasks.task("read the users", control::users)
                .onSuccess(this::show)
                .onFailure(this::failed)
                .latest("users");
    }

    private void show(List<Person> people) {
        ViewState ready = freshness.answered(ticker.now());
        List<UserRow> next =
                people.stream().map(person -> UserRow.of(person, ticker.now())).toList();
        UserRow before = chosen.get();
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        chosen.set(
                before == null
                        ? null
                        : rows.stream()
                                .filter(row -> row.name().equals(before.name()))
                                .findFirst()
                                .orElse(null));
        state.set(next.isEmpty() ? EMPTY : ready);
    }

    private void failed(Exception cause) {
        state.set(freshness.failed(cause, ticker.now()));
    }

    UserDialogModel dialog(UserDialogModel.Kind kind, @Nullable UserRow row, Runnable close) {
        return new UserDialogModel(kind, row == null ? "" : row.name(), control, tasks, notices, this::refresh, close);
    }

    /// Disables who is chosen, or lets them log in again.
    void toggleDisabled() {
        UserRow row = chosen.get();
        if (row != null) {
            boolean disable = !row.person().disabled();
            act(
                    () -> control.change(row.name(), new PersonRequest(null, null, null, disable)),
                    row.name() + (disable ? " is disabled; every session is over." : " may log in again."));
        }
    }

    void logOut() {
        UserRow row = chosen.get();
        if (row != null) {
            act(
                    () -> {
                        control.endSessions(row.name());
                        return true;
                    },
                    row.name() + " is logged out everywhere.");
        }
    }

    private void act(Callable<?> call, String done) {
        tasks.task("change a user", call)
                .onSuccess(ignored -> {
                    notices.show(Notice.of(done, Tone.SUCCESS));
                    refresh();
                })
                .onFailure(e -> notices.show(Notice.of(Failure.of(e).text(), Tone.DANGER)))
                .run();
    }
}
