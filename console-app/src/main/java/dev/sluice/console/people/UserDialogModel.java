package dev.sluice.console.people;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.PersonRequest;
import java.util.concurrent.Callable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One question about a user. FX thread only.
final class UserDialogModel {
    /// What it asks.
    enum Kind {
        ADD("New user", "Add user"),
        ROLE("Role of ", "Give role"),
        PASSWORD("New password of ", "Set password"),
        REMOVE("Remove ", "Remove");

        private final String title;
        private final String confirm;

        Kind(String title, String confirm) {
            this.title = title;
            this.confirm = confirm;
        }

        boolean asksName() {
            return this == ADD;
        }

        boolean asksRole() {
            return this == ADD || this == ROLE;
        }

        boolean asksPassword() {
            return this == ADD || this == PASSWORD;
        }
    }

    private final Kind kind;
    private final PeopleControl control;
    private final TaskRunner tasks;
    private final Notices notices;
    private final Runnable changed;
    private final Runnable close;
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty password = new SimpleStringProperty(this, "password", "");
    private final ObjectProperty<AccessRole> role = new SimpleObjectProperty<>(this, "role", AccessRole.VIEWER);
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final BooleanBinding ready;

    /// @param changed called when it is done
    UserDialogModel(
            Kind kind,
            String who,
            PeopleControl control,
            TaskRunner tasks,
            Notices notices,
            Runnable changed,
            Runnable close) {
        this.kind = kind;
        this.control = control;
        this.tasks = tasks;
        this.notices = notices;
        this.changed = changed;
        this.close = close;
        name.set(who);
        ready = Bindings.createBooleanBinding(
                () -> !busy.get()
                        && !name.get().isBlank()
                        && !(kind.asksPassword() && password.get().isEmpty()),
                name,
                password,
                busy);
    }

    Kind kind() {
        return kind;
    }

    String title() {
        return kind == Kind.ADD ? kind.title : kind.title + name.get();
    }

    String confirm() {
        return kind == Kind.REMOVE ? "Remove " + name.get() : kind.confirm;
    }

    String explanation() {
        return switch (kind) {
            case ADD ->
                "Give the least role that will do. Tell the password in person; it can be changed with"
                        + " ./sluice password.";
            case ROLE -> "Open sessions have the new role at once.";
            case PASSWORD -> "Every session of " + name.get() + " ends.";
            case REMOVE ->
                "Every session ends, and " + name.get() + " cannot log in any more. What they did stays in the audit.";
        };
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty passwordProperty() {
        return password;
    }

    ObjectProperty<AccessRole> roleProperty() {
        return role;
    }

    /// What went wrong, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    BooleanBinding readyProperty() {
        return ready;
    }

    void close() {
        password.set("");
        close.run();
    }

    void confirmed() {
        if (!ready.get()) {
            return;
        }
        String who = name.get().strip();
        String typed = password.get();
        String chosen = role.get().text();
        Callable<?> act =
                switch (kind) {
                    case ADD -> () -> control.add(new PersonRequest(who, chosen, typed, null));
                    case ROLE -> () -> control.change(who, new PersonRequest(null, chosen, null, null));
                    case PASSWORD -> () -> control.change(who, new PersonRequest(null, null, typed, null));
                    case REMOVE -> () -> control.remove(who);
                };
        String done =
                switch (kind) {
                    case ADD -> "Added " + who + " with the role " + chosen + ".";
                    case ROLE -> who + " has the role " + chosen + ".";
                    case PASSWORD -> who + " has another password.";
                    case REMOVE -> "Removed " + who + ".";
                };
        busy.set(true);
        error.set("");
        tasks.task("change user " + who, act)
                .onSuccess(ignored -> {
                    notices.show(Notice.of(done, Tone.SUCCESS));
                    close();
                    changed.run();
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }
}
