package dev.sluice.console.app;

import dev.sluice.console.client.DistrustException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.connect.ConnectView;
import dev.sluice.console.connect.ConnectViewModel;
import dev.sluice.console.connect.ConsoleSettings;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.theme.Theme;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.StackPane;

/// What the window holds: the connect view, or the shell of one server. FX thread only.
final class ConsoleWindow {
    private final StackPane root;
    private final Theme theme;
    private final ConsoleSettings settings;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Consumer<String> title;
    private Subscription session = () -> {};
    /// of a session that the connect view began; set by its task
    private volatile String ownToken = "";

    ConsoleWindow(
            StackPane root,
            Theme theme,
            ConsoleSettings settings,
            TaskRunner tasks,
            Ticker ticker,
            Consumer<String> title) {
        this.root = root;
        this.theme = theme;
        this.settings = settings;
        this.tasks = tasks;
        this.ticker = ticker;
        this.title = title;
    }

    /// @param url tried at once when given
    void showConnect(Optional<String> url) {
        ConnectViewModel model = connectView();
        url.ifPresent(address -> {
            model.propose(address);
            model.connect();
        });
    }

    /// Leaves a server that is not taken for itself any more, and says why.
    private void stop(ServerAddress address, DistrustException why) {
        ConnectViewModel model = connectView();
        model.propose(address.toString());
        model.stop(address.toString(), why);
    }

    private ConnectViewModel connectView() {
        close();
        title.accept("Sluice");
        ConnectViewModel model = new ConnectViewModel(
                tasks,
                this::probe,
                (address, user, password) -> {
                    String token = logIn(address.known(settings.trust()), user, password);
                    ownToken = token;
                    return token;
                },
                settings,
                this::showShell);
        root.getChildren().setAll(new ConnectView(model).root());
        return model;
    }

    private void showShell(ServerAddress chosen) {
        close();
        ServerAddress address = chosen.known(settings.trust());
        title.accept("Sluice · " + address.url().getAuthority());
        Session next = new Session(
                address,
                address.token().equals(ownToken),
                theme,
                tasks,
                ticker,
                new Session.Exits(() -> showConnect(Optional.empty()), why -> stop(address, why)));
        ownToken = "";
        session = next::close;
        root.getChildren().setAll(next.root());
        next.start();
    }

    /// Ends the connection, if there is one.
    void close() {
        session.close();
        session = () -> {};
    }

    static String logIn(ServerAddress address, String user, String password) throws InterruptedException {
        try (SluiceClient client = new SluiceClient(address.withToken(""))) {
            return client.people().logIn(user, password).token();
        }
    }

    private void probe(ServerAddress address) throws InterruptedException {
        try (SluiceClient client = new SluiceClient(address.known(settings.trust()))) {
            client.queues();
        }
    }
}
