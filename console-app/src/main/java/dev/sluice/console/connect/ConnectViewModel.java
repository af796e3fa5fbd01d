package dev.sluice.console.connect;

import dev.sluice.console.client.ClientException;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.task.RunningTask;
import dev.sluice.console.task.TaskRunner;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
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

    private final TaskRunner tasks;
    private final Probe probe;
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
            TaskRunner tasks, Probe probe, ConsoleSettings settings, Consumer<ServerAddress> onConnected) {
        this.tasks = tasks;
        this.probe = probe;
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
            address = ServerAddress.of(url.get(), chosenToken());
        } catch (IllegalArgumentException e) {
            error.set(String.valueOf(e.getMessage()));
            return;
        }
        error.set("");
        busy.set(true);
        running = tasks.task("connect", () -> {
                    probe.check(address);
                    return address;
                })
                .onSuccess(this::connected)
                .onFailure(e -> error.set(explain(address, e)))
                .onFinally(() -> busy.set(false))
                .latest("connect");
    }

    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private void connected(ServerAddress address) {
        settings.rememberUrl(address.toString());
        token.set("");
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
