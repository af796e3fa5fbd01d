package dev.sluice.console.connect;

import dev.sluice.console.client.ClientException;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.task.RunningTask;
import dev.sluice.console.task.TaskRunner;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// Address and token, tried before the window changes, so that a mistake is told where it was made.
public final class ConnectViewModel {
    /// Asks a server whether it is one and lets this token in. Blocks.
    @FunctionalInterface
    public interface Probe {
        /// @throws ClientException when not
        void check(ServerAddress address) throws InterruptedException;
    }

    /// Logs somebody in; answers the token. Blocks.
    @FunctionalInterface
    public interface LogIn {
        /// @throws ClientException when not
        String token(ServerAddress address, String user, String password) throws InterruptedException;
    }

    /// How to be let in.
    enum Way {
        TOKEN("Token"),
        USER("User and password");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final TaskRunner tasks;
    private final Probe probe;
    private final LogIn logIn;
    private final ObjectProperty<Way> way = new SimpleObjectProperty<>(this, "way", Way.TOKEN);
    private final StringProperty user = new SimpleStringProperty(this, "user", "");
    private final StringProperty password = new SimpleStringProperty(this, "password", "");
    private final ConsoleSettings settings;
    private final Consumer<ServerAddress> onConnected;
    private final StringProperty url = new SimpleStringProperty(this, "url", "");
    private final StringProperty token = new SimpleStringProperty(this, "token", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyStringWrapper tokenHint = new ReadOnlyStringWrapper(this, "tokenHint", "");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private @Nullable RunningTask running;

    /// @param onConnected called on the FX thread with an address that let the console in
    public ConnectViewModel(
            TaskRunner tasks, Probe probe, LogIn logIn, ConsoleSettings settings, Consumer<ServerAddress> onConnected) {
        this.tasks = tasks;
        this.probe = probe;
        this.logIn = logIn;
        this.settings = settings;
        this.onConnected = onConnected;
        url.subscribe(text -> tokenHint.set(
                settings.knownToken(text) == null
                        ? "The token is kept until the console is closed, never in a file."
                        : "Left empty, the token known on this machine is used."));
        url.set(settings.url());
    }

    StringProperty urlProperty() {
        return url;
    }

    StringProperty tokenProperty() {
        return token;
    }

    ObjectProperty<Way> wayProperty() {
        return way;
    }

    StringProperty userProperty() {
        return user;
    }

    StringProperty passwordProperty() {
        return password;
    }

    /// One sentence, empty for none.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyStringProperty tokenHintProperty() {
        return tokenHint.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// Uses another address than the one remembered.
    public void propose(String address) {
        url.set(address);
    }

    public void connect() {
        ServerAddress address;
        try {
            address = ServerAddress.of(url.get(), way.get() == Way.USER ? "" : chosenToken());
        } catch (IllegalArgumentException e) {
            error.set(String.valueOf(e.getMessage()));
            return;
        }
        if (way.get() == Way.USER && (user.get().isBlank() || password.get().isEmpty())) {
            error.set("Type the user and the password.");
            return;
        }
        Callable<ServerAddress> attempt = way.get() == Way.USER ? loggedIn(address) : () -> address;
        error.set("");
        busy.set(true);
        running = tasks.task("connect", () -> {
                    ServerAddress known = attempt.call();
                    probe.check(known);
                    return known;
                })
                .onSuccess(this::connected)
                .onFailure(e -> error.set(explain(address, e)))
                .onFinally(() -> busy.set(false))
                .latest("connect");
    }

    private Callable<ServerAddress> loggedIn(ServerAddress address) {
        String who = user.get().strip();
        String typed = password.get();
        return () -> new ServerAddress(address.url(), logIn.token(address, who, typed));
    }

    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private void connected(ServerAddress address) {
        settings.rememberUrl(address.toString());
        token.set("");
        password.set("");
        onConnected.accept(address);
    }

    private String chosenToken() {
        String typed = token.get().strip();
        String known = settings.knownToken(url.get());
        return typed.isEmpty() && known != null ? known : typed;
    }

    private static String explain(ServerAddress address, Exception failure) {
        return switch (failure) {
            case ProblemException e
            when e.problem().code().equals("wrong-password") ->
                "The name or the password is wrong, or " + address + " does not let this user log in.";
            case ProblemException e
            when e.problem().status() == 401 ->
                address.token().isEmpty()
                        ? address
                                + " needs a token. The first one is printed when the server starts for the first time."
                        : address + " does not know this token.";
            case ProblemException e when e.problem().status() == 403 -> "This token may not use the console.";
            case ClientException e -> String.valueOf(e.getMessage());
            case Exception e -> address + " could not be asked: " + e;
        };
    }
}
