package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.access.Acts;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.connect.ConnectIds;
import dev.sluice.console.connect.ConsoleSettings;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.people.PeopleIds;
import dev.sluice.console.queues.QueuesIds;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.theme.Appearance;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonRequest;
import dev.sluice.model.queue.PauseRequest;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People at a console, with a real server behind it.
class PeopleJourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PASSWORD = "blue kettle of 9 frogs";

    private final RealServer server = new RealServer();
    private final SluiceClient admin = new SluiceClient(server.address());
    private final SystemTicker ticker = new SystemTicker(new FxThread());
    private volatile @Nullable ConsoleWindow console;

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        ticker.close();
        admin.close();
        server.close();
    }

    private FxWindow open() {
        ConsoleSettings settings = ConsoleSettings.load(Map.of(
                "SLUICE_HOME",
                home.toString(),
                "SLUICE_URL",
                server.address().url().toString()));
        return FxWindow.open(Appearance.DARK, theme -> {
            StackPane root = new StackPane();
            ConsoleWindow made =
                    new ConsoleWindow(root, theme, settings, TaskRunner.onVirtualThreads(), ticker, title -> {});
            console = made;
            made.showConnect(Optional.empty());
            return root;
        });
    }

    private static void logIn(FxWindow window, String user, String password) {
        window.click(ConnectIds.URL);
        window.press(KeyCode.TAB);
        window.press(KeyCode.RIGHT);
        window.press(KeyCode.TAB);
        window.write(user);
        window.press(KeyCode.TAB);
        window.write(password);
        window.press(KeyCode.ENTER);
    }

    private static void awaitShell(FxWindow window, String role) {
        eventually(SOON, () -> window.shows(ShellIds.ROOT), () -> "the shell is shown");
        eventually(
                SOON, () -> window.find(ShellIds.ROLE, Label.class).getText().equals(role), () -> "the role is told");
    }

    private static boolean refused(FxWindow window, String id) {
        return window.get(() -> {
            Button button = window.find(id, Button.class);
            String help = button.getAccessibleHelp();
            return button.isDisabled() && help != null && help.contains("needs the role");
        });
    }

    @Test
    void logsInIsHeldToTheRoleAndGoesOnWhenTheSessionWasOver() throws InterruptedException {
        admin.people().add(new PersonRequest("anna", "viewer", PASSWORD, null));
        try (FxWindow window = open()) {
            logIn(window, "anna", "not the password");
            eventually(SOON, () -> window.shows(ConnectIds.ERROR), () -> "the wrong password is told");
            assertTrue(window.find(ConnectIds.ERROR, Label.class).getText().contains("wrong"));
            window.run(() -> window.find(ConnectIds.PASSWORD, TextField.class).setText(PASSWORD));
            window.press(KeyCode.ENTER);
            awaitShell(window, "viewer");

            window.click(ShellIds.navigation("queues"));
            eventually(SOON, () -> window.shows(QueuesIds.DETAIL), () -> "a queue is chosen");
            eventually(SOON, () -> refused(window, QueuesIds.PAUSE), () -> "a viewer may not pause");
            // the table can take the focus only now that there is one
            window.click(ShellIds.navigation("queues"));
            window.press(KeyCode.P);
            eventually(SOON, () -> !window.all(".notice").isEmpty(), () -> "nor by the key, which says why");
            assertFalse(window.shows(QueuesIds.PAUSE_DIALOG));
            window.screenshot("people-refused");
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));

            admin.people().endSessions("anna");
            eventually(SOON, () -> window.shows(ConnectIds.REJOIN), () -> "the console says that the session is over");
            eventually(SOON, () -> window.shows(QueuesIds.STATE + "-stale"), () -> "what is shown is marked as old");
            window.screenshot("people-session-over-dark");
            window.run(() -> window.theme().show(Appearance.LIGHT));
            window.screenshot("people-session-over-light");
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.write(PASSWORD);
            window.press(KeyCode.ENTER);
            eventually(SOON, () -> !window.shows(ConnectIds.REJOIN), () -> "the password is taken");
            eventually(SOON, () -> !window.shows(QueuesIds.STATE + "-stale"), () -> "the data is fresh again");
            assertTrue(window.shows(QueuesIds.DETAIL), "on the same screen, with the same queue");

            admin.people().change("anna", new PersonRequest(null, "operator", null, null));
            eventually(SOON, () -> !refused(window, QueuesIds.PAUSE), () -> "a raised role is taken over");
            admin.people().change("anna", new PersonRequest(null, "viewer", null, null));
            eventually(SOON, () -> refused(window, QueuesIds.PAUSE), () -> "and so is a lowered one");

            window.run(() -> Objects.requireNonNull(console).close());
            eventually(SOON, () -> person("anna").sessions() == 0, () -> "leaving ends the session on the server");
        }
    }

    @Test
    void administersUsersFromTheConsole() throws InterruptedException {
        admin.people().add(new PersonRequest("anna", "admin", PASSWORD, null));
        try (FxWindow window = open()) {
            logIn(window, "anna", PASSWORD);
            awaitShell(window, "admin");
            window.click(ShellIds.navigation("people"));
            window.click(PeopleIds.TAB_USERS);
            eventually(SOON, () -> window.shows(PeopleIds.TABLE), () -> "the users are shown");
            window.click(PeopleIds.ADD);
            window.write("ben");
            window.press(KeyCode.TAB);
            window.write("seven green bottles");
            window.press(KeyCode.ENTER);
            eventually(SOON, () -> !window.shows(PeopleIds.DIALOG), () -> "the user is added");
            assertEquals("viewer", person("ben").role().text());
            window.run(() -> Objects.requireNonNull(console).close());
        }
        try (SluiceClient ben = new SluiceClient(new ServerAddress(
                server.address().url(),
                admin.people().logIn("ben", "seven green bottles").token()))) {
            ProblemException denied =
                    assertThrows(ProblemException.class, () -> ben.pause("default", new PauseRequest("because", null)));
            assertEquals(403, denied.problem().status());
            assertEquals("denied", admin.audit(1).items().getFirst().outcome());
        }
    }

    @Test
    void knowsTheRoutesOfItsActs() throws Exception {
        Set<String> served = admin.people().session().permissions().stream()
                .map(Permission::route)
                .collect(Collectors.toSet());
        Set<String> unknown = new HashSet<>();
        for (var field : Arrays.stream(Acts.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .toList()) {
            unknown.add(String.valueOf(field.get(null)));
        }
        unknown.removeAll(served);
        assertEquals(Set.of(), unknown);
    }

    private Person person(String name) {
        try {
            return admin.people().users().stream()
                    .filter(user -> user.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
