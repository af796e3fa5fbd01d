package dev.sluice.console.connect;

import dev.sluice.console.client.ClientException;
import dev.sluice.console.client.DistrustException;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.task.RunningTask;
import dev.sluice.console.task.TaskRunner;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
    private final ReadOnlyObjectWrapper<@Nullable DistrustException> distrust =
            new ReadOnlyObjectWrapper<>(this, "distrust");
    private boolean stopped;
    private String server = "";
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

    /// The certificate that was refused and is shown instead of the form; null: none.
    ReadOnlyObjectProperty<@Nullable DistrustException> distrustProperty() {
        return distrust.getReadOnlyProperty();
    }

    /// true: who compares the fingerprint may vouch for the certificate
    boolean mayTrust() {
        DistrustException why = distrust.get();
        return why != null && why.kind() == DistrustException.Kind.UNKNOWN && !stopped;
    }

    /// the server whose certificate was refused
    String server() {
        return server;
    }

    /// The connection to a server ended, because it is not taken for that server any more.
    public void stop(String address, DistrustException why) {
        stopped = true;
        server = address;
        distrust.set(why);
    }

    /// Vouches for the certificate, for this server and for good, and goes on.
    void trust() {
        DistrustException why = distrust.get();
        if (why == null || !mayTrust()) {
            return;
        }
        try {
            settings.trust()
                    .servers()
                    .trust(URI.create(server), why.certificate().fingerprint());
        } catch (IOException e) {
            back();
            error.set("It cannot be kept that you trust this server: " + e.getMessage());
            return;
        }
        back();
        connect();
    }

    void back() {
        stopped = false;
        distrust.set(null);
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
                .onFailure(e -> failed(address, e))
                .onFinally(() -> busy.set(false))
                .latest("connect");
    }

    private Callable<ServerAddress> loggedIn(ServerAddress address) {
        String who = user.get().strip();
        String typed = password.get();
        return () -> address.withToken(logIn.token(address, who, typed));
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

    private void failed(ServerAddress address, Exception failure) {
        if (failure instanceof DistrustException why) {
            server = address.toString();
            distrust.set(why);
        } else {
            error.set(explain(address, failure));
        }
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
            case IllegalArgumentException e -> String.valueOf(e.getMessage());
            case Exception e -> address + " could not be asked: " + e;
        };
    }
}
