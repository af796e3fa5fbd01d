package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.NewSession;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonList;
import dev.sluice.model.access.SessionState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.queue.QueueList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleCommandsTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final FakeServer server = new FakeServer();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun run(String in, String... args) {
        return CommandRun.of(Map.of("SLUICE_URL", server.url(), "SLUICE_HOME", home.toString()), in, args);
    }

    /// logged in with the token that [FakeServer] lets in
    private CommandRun logIn() {
        server.on(
                "POST /v1/session",
                r -> Answer.json(new NewSession(FakeServer.TOKEN, "anna", AccessRole.OPERATOR, AT)));
        return run("blue kettle of 9 frogs\nanother line\n", "login", "--user", "anna");
    }

    private String lastBody(String path) {
        return server.requests().stream()
                .filter(r -> r.path().equals(path))
                .reduce((a, b) -> b)
                .orElseThrow()
                .text();
    }

    private static Person person(String name, AccessRole role, boolean disabled) {
        return new Person(name, role, disabled, AT, "admin", AT, null, 1);
    }

    @Test
    void keepsTheSessionForTheOwnerOnlyAndActsByIt() throws IOException {
        CommandRun login = logIn();
        assertEquals(ExitCode.OK, login.code(), login.err());
        assertTrue(login.out().contains("as anna with the role operator"), login.out());
        assertFalse(login.out().contains(FakeServer.TOKEN), "the token is not shown");
        assertEquals("{\"user\":\"anna\",\"password\":\"blue kettle of 9 frogs\"}", lastBody("/v1/session"));
        try (Stream<Path> files = Files.list(home.resolve("logins"))) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("logins"))));
        Files.writeString(home.resolve("admin-token"), "the-admin-token-of-this-home");
        server.on("GET /v1/queues", r -> Answer.json(new QueueList(List.of())));
        CommandRun queues = run("", "queues");
        assertEquals(ExitCode.OK, queues.code(), "the log-in goes before the admin token: " + queues.err());
    }

    @Test
    void logsOutHereEvenWhenTheServerForgotTheSession() {
        logIn();
        server.on("DELETE /v1/session", r -> Answer.problem(ErrorCode.UNAUTHENTICATED, "over"));
        CommandRun logout = run("", "logout");
        assertEquals(ExitCode.OK, logout.code(), logout.err());
        assertTrue(logout.out().startsWith("Logged anna out"), logout.out());
        assertTrue(run("", "logout").out().startsWith("Nobody was logged in"));
        CommandRun queues = run("", "queues");
        assertEquals(ExitCode.REJECTED, queues.code());
        assertTrue(queues.err().contains("./sluice login"), queues.err());
    }

    @Test
    void saysWhyALogInFails() {
        server.on("POST /v1/session", r -> Answer.problem(ErrorCode.WRONG_PASSWORD, "There is nobody of that name."));
        CommandRun wrong = run("not it\n", "login", "--user", "anna");
        assertEquals(ExitCode.REJECTED, wrong.code());
        assertTrue(wrong.err().contains("wrong-password"), wrong.err());
        assertFalse(wrong.err().contains("./sluice login"), wrong.err());
        assertEquals(ExitCode.USAGE, run("", "login", "--user", "anna").code());
        assertFalse(Files.exists(home.resolve("logins")));
    }

    @Test
    void saysWhoItIsAndWhatItMayDo() {
        logIn();
        server.on(
                "GET /v1/session",
                r -> Answer.json(new SessionState(
                        "anna",
                        SessionState.SESSION,
                        AccessRole.OPERATOR,
                        AT,
                        List.of(
                                new Permission("GET /v1/queues", "All queues.", AccessRole.VIEWER, true, null),
                                new Permission(
                                        "GET /v1/users",
                                        "Every user.",
                                        AccessRole.ADMIN,
                                        false,
                                        "This needs admin.")))));
        CommandRun who = run("", "whoami", "--permissions");
        assertTrue(who.out().startsWith("anna, role operator (session), until 2026"), who.out());
        assertTrue(who.out().contains("yes  GET /v1/queues"), who.out());
        assertTrue(who.out().matches("(?s).*no {3}GET /v1/users +This needs admin\\..*"), who.out());
    }

    @Test
    void administersUsers() {
        logIn();
        server.on(
                "GET /v1/users",
                r -> Answer.json(new PersonList(
                        List.of(person("anna", AccessRole.OPERATOR, false), person("ben", AccessRole.VIEWER, true)))));
        List<String> rows = run("", "users").out().lines().skip(1).toList();
        assertEquals(
                List.of("anna", "operator", "active", "1", "never"),
                List.of(rows.get(0).split("\\s+")));
        assertEquals(
                List.of("ben", "viewer", "disabled", "1", "never"),
                List.of(rows.get(1).split("\\s+")));

        server.on("POST /v1/users", r -> Answer.json(person("cleo", AccessRole.ADMIN, false)));
        CommandRun added = run("a password of some length\n", "users", "add", "cleo", "--role", "admin");
        assertEquals("Added cleo with the role admin.\n", added.out(), added.err());
        assertEquals(
                "{\"name\":\"cleo\",\"role\":\"admin\",\"password\":\"a password of some length\"}",
                lastBody("/v1/users"));

        server.on("PATCH /v1/users/ben", r -> Answer.json(person("ben", AccessRole.OPERATOR, false)));
        run("", "users", "role", "ben", "operator");
        assertEquals("{\"role\":\"operator\"}", lastBody("/v1/users/ben"));
        run("", "users", "disable", "ben");
        assertEquals("{\"disabled\":true}", lastBody("/v1/users/ben"));
        run("", "users", "enable", "ben");
        assertEquals("{\"disabled\":false}", lastBody("/v1/users/ben"));
        run("something else entirely\n", "users", "password", "ben");
        assertEquals("{\"password\":\"something else entirely\"}", lastBody("/v1/users/ben"));

        server.on("DELETE /v1/users/ben", r -> Answer.json(person("ben", AccessRole.OPERATOR, false)));
        assertEquals("Removed ben.\n", run("", "users", "remove", "ben").out());
        server.on("DELETE /v1/users/ben/sessions", r -> Answer.json(Map.of("ended", 1)));
        assertEquals(
                "ben is logged out everywhere.\n",
                run("", "users", "logout", "ben").out());
    }

    @Test
    void changesOnesOwnPassword() {
        logIn();
        server.on("PUT /v1/session/password", r -> Answer.json(Map.of("changed", true)));
        CommandRun changed = run("the old one here\nthe new one here\n", "password");
        assertEquals(ExitCode.OK, changed.code(), changed.err());
        assertEquals(
                "{\"old\":\"the old one here\",\"password\":\"the new one here\"}", lastBody("/v1/session/password"));
    }

    @Test
    void makesATokenForAScript() {
        logIn();
        server.on(
                "POST /v1/tokens",
                r -> Answer.raw(
                        "{\"token\":\"sluice_0_1\",\"key\":{\"id\":\"0\",\"name\":\"nightly\",\"role\":\"viewer\","
                                + "\"sources\":[],\"queues\":[],\"createdAt\":\"2026-11-23T10:00:00Z\",\"createdBy\":\"anna\"}}"));
        CommandRun made = run("", "keys", "create", "nightly", "--role", "viewer");
        assertEquals("sluice_0_1\n", made.out(), made.err());
        assertEquals("{\"name\":\"nightly\",\"role\":\"viewer\"}", lastBody("/v1/tokens"));
        assertEquals(ExitCode.USAGE, run("", "keys", "create", "shop").code());
    }
}
