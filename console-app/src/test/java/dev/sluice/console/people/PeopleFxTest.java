package dev.sluice.console.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonRequest;
import dev.sluice.model.access.SessionState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeopleFxTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final List<String> acts = new ArrayList<>();
    private final List<Person> users = new ArrayList<>(List.of(
            person("anna", AccessRole.ADMIN, false, 2),
            person("ben", AccessRole.OPERATOR, false, 1),
            person("cleo", AccessRole.VIEWER, true, 0)));
    private final Permits permits = new Permits();

    private static Person person(String name, AccessRole role, boolean disabled, int sessions) {
        Instant at = NOW.minusSeconds(86_400);
        return new Person(name, role, disabled, at, "admin", at, sessions == 0 ? null : NOW.minusSeconds(90), sessions);
    }

    /// keeps users in memory
    private final PeopleControl control = new PeopleControl() {
        @Override
        public List<Person> users() {
            return List.copyOf(users);
        }

        @Override
        public Person add(PersonRequest request) {
            acts.add("add " + request.name() + " " + request.role() + " " + request.password());
            if (String.valueOf(request.password()).length() < 8) {
                throw new ProblemException(
                        Problem.of(ErrorCode.WEAK_PASSWORD, "It has 3 characters; 8 to 128 are taken.", "r-1"), null);
            }
            Person added = person(String.valueOf(request.name()), AccessRole.OPERATOR, false, 0);
            users.add(added);
            return added;
        }

        @Override
        public Person change(String name, PersonRequest request) {
            acts.add("change " + name + " " + request.role() + " " + request.disabled());
            return users.getFirst();
        }

        @Override
        public Person remove(String name) {
            acts.add("remove " + name);
            users.removeIf(user -> user.name().equals(name));
            return users.getFirst();
        }

        @Override
        public void endSessions(String name) {
            acts.add("end " + name);
        }
    };

    private static SessionState session(AccessRole role) {
        List<Permission> all = new ArrayList<>();
        for (String act :
                List.of(Acts.SEE_USERS, Acts.ADD_USER, Acts.CHANGE_USER, Acts.REMOVE_USER, Acts.END_SESSIONS)) {
            all.add(permission(act, AccessRole.ADMIN, role));
        }
        all.add(permission(Acts.PAUSE, AccessRole.OPERATOR, role));
        all.add(permission("GET /v1/queues", AccessRole.VIEWER, role));
        return new SessionState("anna", SessionState.SESSION, role, NOW.plusSeconds(40_000), all);
    }

    private static Permission permission(String act, AccessRole needs, AccessRole role) {
        boolean allowed = role.includes(needs);
        String reason = "This needs the role " + needs.text() + "; anna has the role " + role.text() + ".";
        return new Permission(act, "Does " + act + ".", needs, allowed, allowed ? null : reason);
    }

    private FxWindow open(Appearance appearance, AccessRole role) {
        permits.show(session(role));
        return FxWindow.open(appearance, 1096, 730, () -> {
            ManualTicker ticker = new ManualTicker(NOW);
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            PeopleScreen screen =
                    new PeopleScreen(control, permits, new ImmediateTaskRunner(), ticker, overlay, overlay);
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            return overlay;
        });
    }

    private static void choose(FxWindow window, int row) {
        window.run(() -> {
            TableView<?> rows = window.find(PeopleIds.TABLE, TableView.class);
            rows.requestFocus();
            rows.getSelectionModel().select(row);
        });
    }

    @ParameterizedTest
    @EnumSource
    void administersUsersByKeyboard(Appearance appearance) {
        String look = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance, AccessRole.ADMIN)) {
            window.click(PeopleIds.TAB_USERS);
            choose(window, 1);
            window.screenshot("people-users-" + look);
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));

            window.run(() -> window.find(PeopleIds.ADD, Button.class).requestFocus());
            window.press(KeyCode.SPACE);
            window.write("dora");
            window.press(KeyCode.TAB);
            window.write("abc");
            window.press(KeyCode.TAB);
            window.press(KeyCode.RIGHT);
            window.press(KeyCode.SHIFT, KeyCode.TAB);
            window.press(KeyCode.ENTER);
            assertTrue(
                    window.find(PeopleIds.DIALOG_ERROR, Label.class).getText().startsWith("It has 3 characters"));
            window.screenshot("people-add-" + look);
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.run(() ->
                    window.find(PeopleIds.DIALOG_PASSWORD, PasswordField.class).setText("blue kettle of 9 frogs"));
            window.press(KeyCode.ENTER);
            assertFalse(window.shows(PeopleIds.DIALOG));
            assertEquals("add dora operator blue kettle of 9 frogs", acts.getLast());
            assertEquals(
                    4, window.find(PeopleIds.TABLE, TableView.class).getItems().size());
        }
    }

    @Test
    void changesDisablesLogsOutAndRemovesWhoIsChosen() {
        try (FxWindow window = open(Appearance.DARK, AccessRole.ADMIN)) {
            window.click(PeopleIds.TAB_USERS);
            choose(window, 1);
            window.click(PeopleIds.ROLE);
            window.press(KeyCode.LEFT);
            window.click(PeopleIds.DIALOG_CONFIRM);
            assertEquals("change ben viewer null", acts.getLast());
            window.click(PeopleIds.DISABLE);
            assertEquals("change ben null true", acts.getLast());
            window.click(PeopleIds.LOG_OUT);
            assertEquals("end ben", acts.getLast());
            window.click(PeopleIds.REMOVE);
            window.screenshot("people-remove");
            window.press(KeyCode.ESCAPE);
            assertEquals("end ben", acts.getLast());
            window.click(PeopleIds.REMOVE);
            window.click(PeopleIds.DIALOG_CONFIRM);
            assertEquals("remove ben", acts.getLast());
            choose(window, 1);
            assertEquals("Enable", window.find(PeopleIds.DISABLE, Button.class).getText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsAViewerWhatIsRefusedAndWhy(Appearance appearance) {
        try (FxWindow window = open(appearance, AccessRole.VIEWER)) {
            assertTrue(
                    window.find(PeopleIds.WHO, Label.class).getText().startsWith("You are anna, logged in, with the"));
            window.screenshot("people-permissions-" + appearance.name().toLowerCase(Locale.ROOT));
            Permission first = (Permission) window.find(PeopleIds.PERMISSIONS, TableView.class)
                    .getItems()
                    .getFirst();
            assertFalse(first.allowed(), "what is refused comes first");
            window.click(PeopleIds.TAB_USERS);
            choose(window, 0);
            for (String id : List.of(PeopleIds.ADD, PeopleIds.ROLE, PeopleIds.REMOVE, PeopleIds.LOG_OUT)) {
                Button button = window.find(id, Button.class);
                assertTrue(button.isDisabled(), id);
                assertEquals("This needs the role admin; anna has the role viewer.", button.getAccessibleHelp(), id);
            }
            window.run(() -> permits.show(session(AccessRole.ADMIN)));
            assertFalse(window.find(PeopleIds.ROLE, Button.class).isDisabled(), "a raised role opens them");
        }
    }
}
