package dev.sluice.console.app;

import dev.sluice.console.access.Permits;
import dev.sluice.console.alarms.AlarmControl;
import dev.sluice.console.alarms.AlarmsScreen;
import dev.sluice.console.audit.AuditScreen;
import dev.sluice.console.broker.BrokerControl;
import dev.sluice.console.broker.BrokerScreen;
import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.client.DistrustException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.dashboard.DashboardScreen;
import dev.sluice.console.deadletters.DeadLetterControl;
import dev.sluice.console.deadletters.DeadLettersScreen;
import dev.sluice.console.events.EventSearch;
import dev.sluice.console.events.EventsScreen;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.ingest.IngestControl;
import dev.sluice.console.ingest.IngestScreen;
import dev.sluice.console.people.PeopleControl;
import dev.sluice.console.people.PeopleScreen;
import dev.sluice.console.queues.QueueControl;
import dev.sluice.console.queues.QueuesScreen;
import dev.sluice.console.replay.ReplayControl;
import dev.sluice.console.replay.ReplaysScreen;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Overlay;
import dev.sluice.console.widget.Screen;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/// Everything that belongs to one connected server, wired by hand; ended as a whole.
final class Session {
    private final SluiceClient client;
    private final Feed feed;
    private final Shell shell;
    private final ShellViewModel model;
    private final IngestScreen ingest;
    private final DeadLettersScreen deadLetters;
    private final Overlay overlay;
    private final List<Screen> screens;
    private final AlarmsScreen alarms;
    private final SignIn signIn;
    private final Consumer<DistrustException> onDistrust;
    private Subscription running = () -> {};

    /// with a token of the operator's
    Session(ServerAddress address, Theme theme, TaskRunner tasks, Ticker ticker, Runnable onLeave) {
        this(address, false, theme, tasks, ticker, new Exits(onLeave, why -> onLeave.run()));
    }

    /// Ways out.
    ///
    /// @param onLeave another server is wanted
    /// @param onDistrust who answers is not taken for the server any more
    record Exits(Runnable onLeave, Consumer<DistrustException> onDistrust) {}

    /// @param own true: the console logged in, and logs out when it leaves
    Session(ServerAddress address, boolean own, Theme theme, TaskRunner tasks, Ticker ticker, Exits exits) {
        Runnable onLeave = exits.onLeave();
        onDistrust = exits.onDistrust();
        client = new SluiceClient(address);
        ClientLiveSource live = new ClientLiveSource(client);
        Permits permits = new Permits();
        feed = new Feed(live, tasks, ticker);
        ViewWindow window = new ViewWindow();
        model = new ShellViewModel(feed.model(), window, ticker, address.url().getAuthority());
        StackPane place = new StackPane();
        overlay = new Overlay(place, ticker);
        signIn = new SignIn(client, live, permits, tasks, overlay, ConsoleWindow::logIn, own, onLeave);
        ReplaysScreen replays =
                new ReplaysScreen(ReplayControl.of(client), tasks, ticker, overlay, overlay, permits, this::show);
        EventsScreen events =
                new EventsScreen(EventSearch.of(client), tasks, overlay, overlay, permits, replays::replay);
        QueuesScreen queues = new QueuesScreen(
                feed,
                window,
                QueueControl.of(client),
                tasks,
                ticker,
                new QueuesScreen.Surroundings(overlay, overlay, query -> open(events, query), permits));
        ingest = new IngestScreen(IngestControl.of(client), tasks, ticker, overlay, overlay, permits);
        deadLetters = new DeadLettersScreen(DeadLetterControl.of(client), tasks, ticker, overlay, overlay, permits);
        alarms = new AlarmsScreen(AlarmControl.of(client), tasks, ticker, overlay, overlay, permits);
        screens = List.of(
                new DashboardScreen(feed, window, ticker, overlay),
                queues,
                events,
                ingest,
                deadLetters,
                new BrokerScreen(
                        BrokerControl.of(client),
                        tasks,
                        ticker,
                        overlay,
                        overlay,
                        permits,
                        queue -> open(queues, queue)),
                replays,
                new AuditScreen(client::audit, tasks, ticker, overlay),
                new PeopleScreen(PeopleControl.of(client), permits, tasks, ticker, overlay, overlay),
                alarms);
        shell = new Shell(model, theme, screens, new Shell.Exits(onLeave, () -> signIn.ask(false)));
        place.getChildren().add(shell.root());
    }

    private void open(EventsScreen events, String query) {
        events.open(query);
        shell.show(events);
    }

    private void open(QueuesScreen queues, String queue) {
        queues.open(queue);
        shell.show(queues);
    }

    private void show(Screen screen) {
        shell.show(screen);
    }

    Parent root() {
        return overlay;
    }

    void start() {
        running = Subscription.of(
                model.activate(),
                feed.start(),
                ingest.watch(),
                deadLetters.watch(),
                alarms.watch(),
                signIn.watch(feed.model()));
        shell.show(screens.getFirst());
        var distrust = feed.model().connectionProperty().subscribe(state -> {
            if (state instanceof ConnectionState.Distrusted(var why)) {
                onDistrust.accept(why);
            }
        });
        running = Subscription.of(running, distrust::unsubscribe);
    }

    void close() {
        shell.leave();
        running.close();
        signIn.leave();
        client.close();
    }
}
