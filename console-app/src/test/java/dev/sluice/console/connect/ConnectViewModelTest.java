package dev.sluice.console.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.task.HeldTaskRunner;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectViewModelTest {
    private final List<ServerAddress> connected = new ArrayList<>();

    @TempDir
    private Path home;

    @Test
    void connectsAndRemembersTheAddressButNotTheToken() throws IOException {
        ConnectViewModel model = model(new ImmediateTaskRunner(), address -> {});
        model.urlProperty().set("example.org:8480/");
        model.tokenProperty().set("secret-token");
        model.connect();
        assertEquals(List.of(ServerAddress.of("http://example.org:8480", "secret-token")), connected);
        assertEquals("http://example.org:8480", settings().url());
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.toList()) {
                assertFalse(Files.readString(file).contains("secret-token"), () -> file + " holds the token");
            }
        }
    }

    @Test
    void saysThatNothingAnswers() {
        ConnectViewModel model = model(new ImmediateTaskRunner(), address -> {
            throw new UnreachableException(
                    UnreachableException.Kind.REFUSED, "No server answers at " + address + ".", null);
        });
        model.urlProperty().set("http://127.0.0.1:1");
        model.connect();
        assertEquals(
                "No server answers at http://127.0.0.1:1.",
                model.errorProperty().get());
        assertEquals(List.of(), connected);
    }

    @Test
    void saysThatTheTokenIsNotKnown() {
        ConnectViewModel model = model(new ImmediateTaskRunner(), address -> {
            throw new ProblemException(Problem.of(ErrorCode.UNAUTHENTICATED, "no", "r1"), null);
        });
        model.tokenProperty().set("wrong");
        model.connect();
        assertEquals(
                "http://127.0.0.1:8480 does not know this token.",
                model.errorProperty().get());
        model.tokenProperty().set("");
        model.connect();
        assertTrue(model.errorProperty().get().contains("needs a token"));
    }

    @Test
    void saysThatTheAddressIsNone() {
        ConnectViewModel model = model(new ImmediateTaskRunner(), address -> {});
        model.urlProperty().set("not an address");
        model.connect();
        assertTrue(model.errorProperty().get().contains("should look like"));
    }

    @Test
    void usesTheTokenOfThisMachineForAServerOfThisMachineOnly() throws IOException {
        Files.writeString(home.resolve("admin-token"), "local-token\n");
        ConnectViewModel model = model(new ImmediateTaskRunner(), address -> {});
        model.connect();
        model.urlProperty().set("http://example.org");
        model.connect();
        assertEquals(
                List.of("local-token", ""),
                connected.stream().map(ServerAddress::token).toList());
    }

    @Test
    void isBusyUntilTheAnswerComesOrItIsCancelled() {
        HeldTaskRunner tasks = new HeldTaskRunner();
        ConnectViewModel model = model(tasks, address -> {});
        model.connect();
        assertTrue(model.busyProperty().get());
        model.cancel();
        assertFalse(model.busyProperty().get());
        tasks.releaseAll();
        assertEquals(List.of(), connected);
    }

    private ConnectViewModel model(TaskRunner tasks, ConnectViewModel.Probe probe) {
        return new ConnectViewModel(tasks, probe, (address, user, password) -> "", settings(), connected::add);
    }

    private ConsoleSettings settings() {
        return ConsoleSettings.load(Map.of("SLUICE_HOME", home.toString()));
    }
}
