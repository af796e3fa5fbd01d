package dev.sluice.console.connect;

import dev.sluice.console.client.Failure;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.task.TaskRunner;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Somebody logs in in the middle of work, because the session is over or to be somebody else, and goes on where they
/// were. FX thread only.
public final class RejoinModel {
    private final boolean over;
    private final ServerAddress address;
    private final TaskRunner tasks;
    private final ConnectViewModel.LogIn logIn;
    private final Consumer<String> onToken;
    private final Runnable onLater;
    private final Runnable onLeave;
    private final StringProperty user = new SimpleStringProperty(this, "user", "");
    private final StringProperty password = new SimpleStringProperty(this, "password", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");

    /// What becomes of the question.
    ///
    /// @param onToken takes the new token
    /// @param onLater goes on looking at what was last known
    /// @param onLeave leaves this server
    public record Ways(Consumer<String> onToken, Runnable onLater, Runnable onLeave) {}

    /// @param over true: the session is over
    /// @param who logged in before, empty when nobody did
    public RejoinModel(
            boolean over,
            ServerAddress address,
            String who,
            TaskRunner tasks,
            ConnectViewModel.LogIn logIn,
            Ways ways) {
        this.over = over;
        this.address = address;
        this.tasks = tasks;
        this.logIn = logIn;
        this.onToken = ways.onToken();
        this.onLater = ways.onLater();
        this.onLeave = ways.onLeave();
        user.set(who);
    }

    String title() {
        return over ? "Your session is over" : "Log in as somebody else";
    }

    String explanation() {
        return over
                ? "It expired, or was ended or revoked. What you see is the last known state. Log in again to go on where"
                        + " you were."
                : "You go on where you are, with the rights of who logs in.";
    }

    StringProperty userProperty() {
        return user;
    }

    StringProperty passwordProperty() {
        return password;
    }

    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    void submit() {
        String who = user.get().strip();
        String typed = password.get();
        if (who.isEmpty() || typed.isEmpty() || busy.get()) {
            error.set("Type the user and the password.");
            return;
        }
        error.set("");
        busy.set(true);
        tasks.task("log in again", () -> logIn.token(address, who, typed))
                .onSuccess(token -> {
                    password.set("");
                    onToken.accept(token);
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }

    public void later() {
        password.set("");
        onLater.run();
    }

    void leave() {
        password.set("");
        onLeave.run();
    }
}
