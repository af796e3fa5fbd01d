package dev.sluice.console.app;

import dev.sluice.console.feed.FeedModel;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.Ticker;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.live.LiveUpdate;
import java.time.Duration;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The frame around every screen: which server, which stretch of time, how the data stands.
final class ShellViewModel {
    private static final Duration STEP = Duration.ofMillis(200);

    private final FeedModel feed;
    private final ViewWindow window;
    private final Ticker ticker;
    private final ReadOnlyObjectWrapper<Server> server;
    private final ReadOnlyObjectWrapper<StatusText> link;
    private final ReadOnlyObjectWrapper<StatusText> ledger;
    private final ReadOnlyObjectWrapper<StatusText> broker;
    private final ReadOnlyObjectWrapper<StatusText> database;

    /// @param name what to call the server until it has said its name
    ShellViewModel(FeedModel feed, ViewWindow window, Ticker ticker, String name) {
        this.feed = feed;
        this.window = window;
        this.ticker = ticker;
        server = new ReadOnlyObjectWrapper<>(this, "server", new Server(name, "", ""));
        link = new ReadOnlyObjectWrapper<>(this, "link", linkNow());
        ledger = new ReadOnlyObjectWrapper<>(this, "ledger", StatusText.ledger(null));
        broker = new ReadOnlyObjectWrapper<>(this, "broker", StatusText.health(null, "broker", "RabbitMQ"));
        database = new ReadOnlyObjectWrapper<>(this, "database", StatusText.health(null, "database", "PostgreSQL"));
    }

    /// @param environment,role empty until the server has said
    record Server(String name, String environment, String role) {}

    ReadOnlyObjectProperty<Server> serverProperty() {
        return server.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StatusText> linkProperty() {
        return link.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StatusText> ledgerProperty() {
        return ledger.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StatusText> brokerProperty() {
        return broker.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StatusText> databaseProperty() {
        return database.getReadOnlyProperty();
    }

    ViewWindow window() {
        return window;
    }

    Subscription activate() {
        var welcome = feed.serverProperty().subscribe(this::showServer);
        var account = feed.ledgerProperty().subscribe(next -> ledger.set(StatusText.ledger(next)));
        var health = feed.healthProperty().subscribe(next -> showHealth());
        var state = feed.connectionProperty().subscribe(next -> showLink());
        var age = feed.ageProperty().subscribe(next -> showLink());
        Subscription time = ticker.every(STEP, this::showLink);
        return () -> {
            time.close();
            welcome.unsubscribe();
            account.unsubscribe();
            health.unsubscribe();
            state.unsubscribe();
            age.unsubscribe();
        };
    }

    void live(boolean live) {
        if (live) {
            window.goLive();
        } else {
            window.freeze(feed.serverNow(ticker.now()));
        }
    }

    private void showServer(LiveUpdate.Welcome welcome) {
        if (welcome != null) {
            server.set(new Server(welcome.server(), welcome.environment(), welcome.role()));
        }
    }

    // What was well when the server was last heard may not be so now: then nothing is known.
    private void showHealth() {
        HealthReport known =
                feed.connected() && !feed.stale() ? feed.healthProperty().get() : null;
        broker.set(StatusText.health(known, "broker", "RabbitMQ"));
        database.set(StatusText.health(known, "database", "PostgreSQL"));
    }

    private void showLink() {
        StatusText next = linkNow();
        if (!next.equals(link.get())) {
            link.set(next);
            showHealth();
        }
    }

    private StatusText linkNow() {
        return StatusText.link(
                feed.connectionProperty().get(), feed.ageProperty().get(), ticker.now());
    }
}
