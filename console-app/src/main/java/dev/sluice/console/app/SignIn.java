package dev.sluice.console.app;

import dev.sluice.console.access.Permits;
import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.connect.ConnectViewModel;
import dev.sluice.console.connect.RejoinModel;
import dev.sluice.console.connect.RejoinView;
import dev.sluice.console.feed.FeedModel;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.model.access.SessionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// As whom the console acts on a server: learns the permissions whenever the connection is made, asks for the password
/// when the session is over, and ends a session it began itself. FX thread only.
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final SluiceClient client;
    private final ClientLiveSource live;
    private final Permits permits;
    private final TaskRunner tasks;
    private final Dialogs dialogs;
    private final ConnectViewModel.LogIn logIn;
    private final Runnable onLeave;
    private boolean own;

    /// @param own true: the console logged in by itself, so it logs out too
    SignIn(
            SluiceClient client,
            ClientLiveSource live,
            Permits permits,
            TaskRunner tasks,
            Dialogs dialogs,
            ConnectViewModel.LogIn logIn,
            boolean own,
            Runnable onLeave) {
        this.client = client;
        this.live = live;
        this.permits = permits;
        this.tasks = tasks;
        this.dialogs = dialogs;
        this.logIn = logIn;
        this.own = own;
        this.onLeave = onLeave;
    }

    Subscription watch(FeedModel feed) {
        var welcome = feed.serverProperty().subscribe(server -> {
            if (server != null) {
                learn();
            }
        });
        var connection = feed.connectionProperty().subscribe(state -> {
            if (state instanceof ConnectionState.Refused(var problem) && problem.status() == 401) {
                ask(true);
            }
        });
        return () -> {
            welcome.unsubscribe();
            connection.unsubscribe();
        };
    }

    private void learn() {
        tasks.task("who am I", () -> client.people().session())
                .onSuccess(permits::show)
                .onFailure(e -> LOG.warn("The permissions could not be read: {}", e.getMessage()))
                .latest("session");
    }

    /// Asks for a user and a password; who logs in goes on where they were.
    ///
    /// @param over true: the session is over
    void ask(boolean over) {
        SessionState before = permits.sessionProperty().get();
        String who = before != null && before.kind().equals(SessionState.SESSION) ? before.name() : "";
        RejoinModel question = new RejoinModel(
                over, client.address(), who, tasks, logIn, new RejoinModel.Ways(this::rejoin, dialogs::close, onLeave));
        RejoinView view = new RejoinView(question);
        dialogs.open(view.root(), question::later);
        view.focus();
    }

    private void rejoin(String token) {
        leave();
        own = true;
        client.use(token);
        dialogs.close();
        live.renew();
    }

    /// Ends the session on the server too, when the console began it.
    void leave() {
        if (own) {
            own = false;
            SluiceClient last = new SluiceClient(client.address());
            tasks.task("log out", () -> {
                        try (last) {
                            last.people().logOut();
                        }
                        return true;
                    })
                    .onFailure(
                            e -> LOG.info("Logging out was not heard; the session ends by itself: {}", e.getMessage()))
                    .run();
        }
    }
}
