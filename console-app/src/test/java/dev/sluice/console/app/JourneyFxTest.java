package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.client.Body;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.dashboard.DashboardIds;
import dev.sluice.console.events.EventsIds;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.queues.QueuesIds;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.testkit.WebhookEvents;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import dev.sluice.model.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An operator's quarter of an hour with everything real: broker, database, server, console.
class JourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int BATCH = 20;

    private final RealServer server = new RealServer();
    private final SluiceClient client = new SluiceClient(server.address());
    private final SystemTicker ticker = new SystemTicker(new FxThread());
    private final ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean sending = true;
    private volatile @Nullable Session session;

    @AfterEach
    void stop() {
        producer.shutdownNow();
        ticker.close();
        client.close();
        server.close();
    }

    @Test
    void seesTheRateFindsAnEventPausesResumesAndPurges() {
        producer.scheduleWithFixedDelay(this::produce, 0, 100, TimeUnit.MILLISECONDS);
        try (FxWindow window = open()) {
            try {
                walk(window);
            } finally {
                window.run(() -> Objects.requireNonNull(session).close());
            }
        }
        Ledger end = ledger();
        assertEquals(sent.get(), end.accepted());
        assertEquals(sent.get() - 392, end.stored());
        assertEquals(0, end.unexplained());
        assertEquals(0, end.inFlight());
    }

    private void walk(FxWindow window) {
        try {
            eventually(SOON, () -> figure(window, DashboardIds.ACCEPTED) > 0, () -> "the rate moves");
            eventually(SOON, () -> figure(window, DashboardIds.STORED) > 0, () -> "events are stored");

            find(window, "data.number:1007", WebhookEvents.type(7));
            findAll(window);
            screenshots(window, "events");

            pauseByKeyboard(window, "db upgrade");
            goTo(window, "dashboard");
            eventually(SOON, () -> figure(window, DashboardIds.DEPTH) > 100, () -> "the depth grows while paused");
            goTo(window, "queues");
            screenshots(window, "queues");

            window.press(KeyCode.P);
            eventually(SOON, () -> !window.shows(QueuesIds.BANNER), () -> "the queue is resumed");
            sending = false;
            eventually(SOON, this::atRest, () -> "everything drains");
            goTo(window, "dashboard");
            eventually(SOON, () -> figure(window, DashboardIds.DEPTH) == 0, () -> "the depth is back at nothing");
            screenshots(window, "dashboard-real");

            goTo(window, "queues");
            pauseByKeyboard(window, "imported twice");
            send(392);
            purgeByKeyboard(window);
            eventually(SOON, () -> ledger().purged() == 392, () -> "the ledger tells the purge");
        } catch (AssertionError e) {
            window.screenshot("journey-failed");
            throw e;
        }
    }

    private void find(FxWindow window, String query, String type) {
        goTo(window, "events");
        eventually(
                SOON,
                () -> {
                    window.click(EventsIds.QUERY);
                    window.press(KeyCode.CONTROL, KeyCode.A);
                    window.write(query);
                    window.press(KeyCode.ENTER);
                    return window.get(
                            () -> table(window, EventsIds.TABLE).getItems().size() == 1
                                    && !window.shows(EventsIds.STATE + "-empty"));
                },
                () -> "the event is found");
        window.run(() -> table(window, EventsIds.TABLE).getSelectionModel().select(0));
        assertEquals(type, window.find(EventsIds.DETAIL_TYPE, Label.class).getText());
    }

    private static void findAll(FxWindow window) {
        window.click(EventsIds.QUERY);
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.write("type:com.github.* -type:*star*");
        window.press(KeyCode.ENTER);
        eventually(
                SOON,
                () -> window.get(() -> table(window, EventsIds.TABLE).getItems().size() > 100),
                () -> "many events are found");
        eventually(
                SOON,
                () -> window.find(EventsIds.COUNT_NOTE, Label.class).getText().startsWith("exact"),
                () -> "they are counted");
        window.run(() -> table(window, EventsIds.TABLE).getSelectionModel().select(4));
    }

    /// The window as it is, in both appearances.
    private static void screenshots(FxWindow window, String name) {
        window.screenshot(name + "-dark");
        window.run(() -> window.theme().show(Appearance.LIGHT));
        window.screenshot(name + "-light");
        window.run(() -> window.theme().show(Appearance.DARK));
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
    }

    private void pauseByKeyboard(FxWindow window, String reason) {
        goTo(window, "queues");
        eventually(SOON, () -> window.shows(QueuesIds.DETAIL), () -> "a queue is chosen");
        window.press(KeyCode.P);
        window.write(reason);
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> window.shows(QueuesIds.BANNER), () -> "the pause shows with its reason");
        eventually(
                SOON,
                () -> window.find(QueuesIds.DETAIL_STATE, Label.class).getText().equals("paused"),
                () -> "it is paused everywhere");
    }

    private void purgeByKeyboard(FxWindow window) {
        window.press(KeyCode.SHIFT, KeyCode.P);
        eventually(SOON, () -> window.shows(QueuesIds.PURGE_CONFIRM), () -> "the plan is shown");
        // no name is asked for: it is no production, and the purge can be undone
        window.write("imported twice");
        screenshots(window, "purge");
        assertEquals(
                "Purge 392 events",
                window.find(QueuesIds.PURGE_CONFIRM, Button.class).getText());
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> !window.shows(QueuesIds.PURGE_DIALOG), () -> "the purge ends");
    }

    private FxWindow open() {
        return FxWindow.open(Appearance.DARK, () -> {
            Session opened = new Session(
                    server.address(), new Theme(Appearance.DARK), TaskRunner.onVirtualThreads(), ticker, () -> {});
            session = opened;
            opened.start();
            return opened.root();
        });
    }

    private static void goTo(FxWindow window, String screen) {
        window.click(ShellIds.navigation(screen));
    }

    private static TableView<?> table(FxWindow window, String id) {
        return window.find(id, TableView.class);
    }

    /// The number of a tile, 0 when it has none.
    private static double figure(FxWindow window, String tile) {
        String text = window.find(tile + "-number", Label.class).getText().replaceAll("[^0-9.]", "");
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private boolean atRest() {
        Ledger now = ledger();
        return now.inFlight() == 0 && now.accepted() == sent.get();
    }

    private Ledger ledger() {
        try {
            return client.ledger(null);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void produce() {
        if (sending) {
            send(BATCH);
        }
    }

    private synchronized void send(int count) {
        int first = sent.get();
        String lines = IntStream.range(first, first + count)
                .mapToObj(n -> WebhookEvents.json(n, Instant.now()))
                .collect(Collectors.joining("\n"));
        try {
            client.ingest(new Body(Body.NDJSON, lines.getBytes(StandardCharsets.UTF_8)));
            sent.addAndGet(count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
