package dev.sluice.console.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.DistrustException;
import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.ShownCertificate;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.theme.Appearance;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectFxTest {
    private final List<ServerAddress> connected = new ArrayList<>();
    private ConnectViewModel.LogIn logIn = (address, user, password) -> {
        throw new AssertionError("nobody logs in here");
    };

    @TempDir
    private Path home;

    @Test
    void connectsWithTheKeyboardAlone() {
        try (FxWindow window = open(Appearance.DARK, address -> {})) {
            window.click(ConnectIds.TOKEN);
            window.write("abc");
            window.press(KeyCode.ENTER);
            assertEquals(List.of(ServerAddress.of("http://127.0.0.1:8480", "abc")), connected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheErrorInPlace(Appearance appearance) {
        ConnectViewModel.Probe refused = address -> {
            throw new UnreachableException(
                    UnreachableException.Kind.REFUSED, "No server answers at " + address + ".", null);
        };
        try (FxWindow window = open(appearance, refused)) {
            assertFalse(window.shows(ConnectIds.ERROR));
            window.click(ConnectIds.SUBMIT);
            assertTrue(window.shows(ConnectIds.ERROR));
            assertEquals(
                    "No server answers at http://127.0.0.1:8480.",
                    window.find(ConnectIds.ERROR, Label.class).getText());
            window.screenshot("connect-" + appearance.name().toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithUserAndPasswordByKeyboard(Appearance appearance) {
        List<String> tries = new ArrayList<>();
        logIn = (address, user, password) -> {
            tries.add(user + " " + password);
            if (tries.size() == 1) {
                throw new ProblemException(Problem.of(ErrorCode.WRONG_PASSWORD, "No.", "r-1"), null);
            }
            if (tries.size() == 2) {
                throw new ProblemException(
                        Problem.of(
                                ErrorCode.LOGIN_THROTTLED,
                                "Too many log-ins failed; the next try is looked at in 4 s.",
                                "r-2"),
                        null);
            }
            return "its-token";
        };
        try (FxWindow window = open(appearance, address -> {})) {
            window.click(ConnectIds.URL);
            window.press(KeyCode.TAB);
            window.press(KeyCode.RIGHT);
            window.press(KeyCode.TAB);
            window.write("anna");
            window.press(KeyCode.TAB);
            window.write("blue kettle");
            window.press(KeyCode.ENTER);
            String text = window.find(ConnectIds.ERROR, Label.class).getText();
            assertTrue(text.startsWith("The name or the password is wrong"), text);
            window.screenshot("connect-login-" + appearance.name().toLowerCase(Locale.ROOT));
            window.press(KeyCode.ENTER);
            text = window.find(ConnectIds.ERROR, Label.class).getText();
            assertTrue(text.contains("in 4 s"), text);
            window.press(KeyCode.ENTER);
            assertEquals(List.of("anna blue kettle", "anna blue kettle", "anna blue kettle"), tries);
            assertEquals(List.of(ServerAddress.of("http://127.0.0.1:8480", "its-token")), connected);
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
        }
    }

    private static final String FIRST = "0A:".repeat(31) + "0A";
    private static final String SECOND = "B7:".repeat(31) + "B7";

    private static DistrustException distrust(DistrustException.Kind kind, @Nullable String known, String message) {
        return new DistrustException(
                kind,
                new ShownCertificate(
                        known == null ? FIRST : SECOND,
                        "CN=Sluice",
                        "CN=Sluice",
                        List.of("localhost", "127.0.0.1", "sluice.example.org"),
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2036-10-29T00:00:00Z")),
                known,
                message,
                new DistrustException.Remedy(
                        message,
                        known == null ? "./sluice trust x" : "./sluice trust --forget https://127.0.0.1:8480"));
    }

    @ParameterizedTest
    @EnumSource
    void asksOnceWhetherACertificateIsTheServers(Appearance appearance) {
        List<String> tries = new ArrayList<>();
        try (FxWindow window = open(appearance, address -> {
            tries.add(address.token());
            if (ConsoleSettings.load(Map.of("SLUICE_HOME", home.toString()))
                    .trust()
                    .servers()
                    .of(address.url())
                    .isEmpty()) {
                throw distrust(DistrustException.Kind.UNKNOWN, null, "Nobody vouches for it.");
            }
        })) {
            window.run(() -> window.find(ConnectIds.URL, TextField.class).setText("https://sluice.example.org:8480"));
            window.click(ConnectIds.TOKEN);
            window.write("abc");
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(ConnectIds.CERTIFICATE));
            assertEquals(
                    FIRST,
                    window.find(ConnectIds.CERTIFICATE_FINGERPRINT, Label.class)
                            .getText()
                            .replace('\n', ':'));
            window.screenshot("connect-trust-" + appearance.name().toLowerCase(Locale.ROOT));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(ConnectIds.CERTIFICATE), "Enter alone does not trust");
            window.press(KeyCode.ESCAPE);
            assertTrue(window.shows(ConnectIds.URL));
            window.click(ConnectIds.SUBMIT);
            window.click(ConnectIds.CERTIFICATE_TRUST);
            assertEquals(List.of("abc", "abc", "abc"), tries);
            assertEquals(1, connected.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsHardWhenTheCertificateChanged(Appearance appearance) {
        String advice = "https://127.0.0.1:8480 shows another certificate than the one known from when you trusted it.";
        try (FxWindow window = open(appearance, address -> {
            throw distrust(DistrustException.Kind.CHANGED, FIRST, advice);
        })) {
            window.run(() -> window.find(ConnectIds.URL, TextField.class).setText("https://127.0.0.1:8480"));
            window.click(ConnectIds.SUBMIT);
            assertEquals(
                    FIRST,
                    window.find(ConnectIds.CERTIFICATE_KNOWN, Label.class)
                            .getText()
                            .replace('\n', ':'));
            assertEquals(
                    SECOND,
                    window.find(ConnectIds.CERTIFICATE_FINGERPRINT, Label.class)
                            .getText()
                            .replace('\n', ':'));
            assertEquals(
                    advice,
                    window.find(ConnectIds.CERTIFICATE_ADVICE, Label.class).getText());
            assertEquals(
                    "./sluice trust --forget https://127.0.0.1:8480",
                    window.find(ConnectIds.CERTIFICATE_LINE, Label.class).getText());
            assertFalse(window.shows(ConnectIds.CERTIFICATE_TRUST), "there is no way on");
            window.screenshot("connect-changed-" + appearance.name().toLowerCase(Locale.ROOT));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.click(ConnectIds.CERTIFICATE_BACK);
            assertTrue(window.shows(ConnectIds.URL));
            assertEquals(List.of(), connected);
        }
    }

    private FxWindow open(Appearance appearance, ConnectViewModel.Probe probe) {
        ConsoleSettings settings = ConsoleSettings.load(Map.of("SLUICE_HOME", home.toString()));
        return FxWindow.open(appearance, () -> new ConnectView(
                        new ConnectViewModel(new ImmediateTaskRunner(), probe, logIn, settings, connected::add))
                .root());
    }
}
