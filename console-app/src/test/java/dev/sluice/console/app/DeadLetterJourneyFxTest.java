package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.client.Body;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.deadletters.DeadLettersIds;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import dev.sluice.model.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Twenty dead letters from the board to their end, by keyboard, with everything real.
class DeadLetterJourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RealServer server = new RealServer();
    private final SluiceClient client = new SluiceClient(server.address());
    private final SystemTicker ticker = new SystemTicker(new FxThread());
    private volatile @Nullable Session session;

    @AfterEach
    void stop() {
        ticker.close();
        client.close();
        server.close();
    }

    @Test
    void redrivesMarksAndDiscards() throws InterruptedException {
        server.onDatabase("alter table event add constraint refused check (type <> 'late' and type <> 'poison')");
        String lines = IntStream.range(0, 20)
                .mapToObj(n -> "{\"id\":\"%d\",\"source\":\"/shop\",\"type\":\"%s\"}"
                        .formatted(n, n % 10 < 3 ? "poison" : "late"))
                .collect(Collectors.joining("\n"));
        client.ingest(new Body(Body.NDJSON, lines.getBytes(StandardCharsets.UTF_8)));
        eventually(SOON, () -> ledger().deadLettered() == 20, () -> "all are dead");
        try (FxWindow window = open()) {
            try {
                walk(window);
            } catch (AssertionError e) {
                window.screenshot("dead-letters-journey-failed");
                throw e;
            } finally {
                window.run(() -> Objects.requireNonNull(session).close());
            }
        }
        Ledger end = ledger();
        assertEquals(20, end.accepted());
        assertEquals(15, end.stored());
        assertEquals(5, end.purged());
        assertEquals(0, end.deadLettered());
        assertEquals(0, end.unexplained());
    }

    private void walk(FxWindow window) {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        eventually(SOON, () -> kinds(window) == 1, () -> "all are of one kind");
        window.press(KeyCode.DOWN);
        eventually(SOON, () -> letters(window) == 20, () -> "the letters of the kind are shown");

        window.press(KeyCode.M);
        window.press(KeyCode.RIGHT);
        window.press(KeyCode.TAB);
        window.write("ticket 12");
        window.press(KeyCode.ENTER);
        eventually(
                SOON,
                () -> window.find(DeadLettersIds.MARKED, Label.class).getText().endsWith("ticket 12"),
                () -> "the note is shown");

        server.onDatabase("alter table event drop constraint refused, add constraint refused check (type <> 'poison')");
        window.press(KeyCode.R);
        tab(window, 2);
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.write("100");
        window.press(KeyCode.ENTER);
        eventually(
                SOON,
                () -> figures(window).equals("20 of 20 sent · 6 came back dead · done"),
                () -> "the redrive is done; it says " + figures(window));
        window.screenshot("dead-letters-journey-dark");
        window.press(KeyCode.ESCAPE);
        eventually(SOON, () -> letters(window) == 6, () -> "those that came back are shown");
        window.screenshot("dead-letters-real-dark");
        window.run(() -> window.theme().show(Appearance.LIGHT));
        window.screenshot("dead-letters-real-light");
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));

        discard(window);
        window.press(KeyCode.CONTROL, KeyCode.Z);
        eventually(SOON, () -> ledger().deadLettered() == 6, () -> "the discard is taken back");
        eventually(SOON, () -> kinds(window) == 1, () -> "and they are shown again");
        edit(window);
        discard(window);

        window.press(KeyCode.H);
        eventually(SOON, () -> window.shows(DeadLettersIds.HISTORY_ACT + "-0"), () -> "the discard is listed");
        window.screenshot("dead-letters-journey-history-light");
        tabTo(window, DeadLettersIds.HISTORY_ACT + "-0");
        window.press(KeyCode.SPACE);
        eventually(SOON, () -> ledger().deadLettered() == 5, () -> "it is taken back from the list too");
        window.press(KeyCode.ESCAPE);
        eventually(SOON, () -> kinds(window) == 1, () -> "and they are shown again");
        discard(window);
    }

    private void discard(FxWindow window) {
        choose(window);
        window.press(KeyCode.D);
        tab(window, 1);
        window.write("rubbish");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> window.shows(DeadLettersIds.STATE + "-empty"), () -> "none waits");
    }

    /// One of them becomes good, after a text that is no event.
    private void edit(FxWindow window) {
        choose(window);
        eventually(SOON, () -> letters(window) == 6, () -> "the letters are shown");
        tabTo(window, DeadLettersIds.LETTERS);
        window.press(KeyCode.DOWN);
        tabTo(window, DeadLettersIds.BODY);
        String text = window.find(DeadLettersIds.BODY, TextArea.class).getText();
        replace(window, "no event");
        tabTo(window, DeadLettersIds.EDIT_REASON);
        window.write("the type was wrong");
        tabTo(window, DeadLettersIds.EDIT);
        window.press(KeyCode.SPACE);
        eventually(
                SOON,
                () -> !window.find(DeadLettersIds.RESULT, Label.class).getText().isBlank(),
                () -> "it says that this is no event");
        window.screenshot("dead-letters-journey-no-event-dark");
        assertEquals(6, ledger().deadLettered());
        tabTo(window, DeadLettersIds.BODY);
        replace(window, text.replace("poison", "late"));
        tabTo(window, DeadLettersIds.EDIT);
        window.press(KeyCode.SPACE);
        eventually(SOON, () -> ledger().stored() == 15, () -> "the edited letter is stored");
    }

    private static void replace(FxWindow window, String text) {
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.run(() -> window.find(DeadLettersIds.BODY, TextArea.class).replaceSelection(text));
    }

    private static void choose(FxWindow window) {
        tabTo(window, DeadLettersIds.TABLE);
        window.press(KeyCode.DOWN);
        eventually(SOON, () -> window.shows(DeadLettersIds.DETAIL), () -> "the kind is chosen");
    }

    private static void tabTo(FxWindow window, String id) {
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < 60; i++) {
            Node focused = window.get(() -> window.scene().getFocusOwner());
            if (focused != null && id.equals(focused.getId())) {
                return;
            }
            seen.add(String.valueOf(focused));
            boolean inText = focused instanceof TextArea;
            window.press(inText ? new KeyCode[] {KeyCode.CONTROL, KeyCode.TAB} : new KeyCode[] {KeyCode.TAB});
        }
        throw new AssertionError("Tab does not lead to " + id + "; it was at " + seen);
    }

    private static void tab(FxWindow window, int times) {
        for (int i = 0; i < times; i++) {
            window.press(KeyCode.TAB);
        }
    }

    private static int kinds(FxWindow window) {
        return rows(window, DeadLettersIds.TABLE);
    }

    private static int letters(FxWindow window) {
        return rows(window, DeadLettersIds.LETTERS);
    }

    private static int rows(FxWindow window, String table) {
        return window.get(() -> window.scene().lookup("#" + table) instanceof TableView<?> found
                ? found.getItems().size()
                : 0);
    }

    private static String figures(FxWindow window) {
        return window.find(DeadLettersIds.REDRIVE_FIGURES, Label.class).getText();
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

    private Ledger ledger() {
        try {
            return client.ledger(null);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
