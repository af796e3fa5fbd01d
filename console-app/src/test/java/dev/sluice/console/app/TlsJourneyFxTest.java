package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.connect.ConnectIds;
import dev.sluice.console.connect.ConsoleSettings;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.testkit.TestCertificates;
import dev.sluice.console.theme.Appearance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console and the real server over TLS: HTTP and WebSocket.
class TlsJourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final RealServer server = new RealServer(
            Map.of("SLUICE_HTTP_TLS", TestCertificates.good().both().toString()));
    private final SystemTicker ticker = new SystemTicker(new FxThread());
    private @Nullable ConsoleWindow console;

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        ticker.close();
        server.close();
    }

    private FxWindow open() {
        ConsoleSettings settings = ConsoleSettings.load(Map.of(
                "SLUICE_HOME", home.toString(),
                "SLUICE_URL", server.address().toString(),
                "SLUICE_TOKEN", server.address().token()));
        return FxWindow.open(Appearance.DARK, theme -> {
            StackPane root = new StackPane();
            ConsoleWindow made =
                    new ConsoleWindow(root, theme, settings, TaskRunner.onVirtualThreads(), ticker, title -> {});
            console = made;
            made.showConnect(Optional.empty());
            return root;
        });
    }

    private static String text(FxWindow window, String id) {
        return window.find(id, Label.class).getText().replace('\n', ':');
    }

    @Test
    void trustsOnFirstUseAndStopsHardWhenTheCertificateChanges() {
        try (FxWindow window = open()) {
            window.click(ConnectIds.SUBMIT);
            eventually(SOON, () -> window.shows(ConnectIds.CERTIFICATE_TRUST), () -> "it asks");
            assertEquals(TestCertificates.good().fingerprint(), text(window, ConnectIds.CERTIFICATE_FINGERPRINT));
            window.click(ConnectIds.CERTIFICATE_TRUST);
            eventually(SOON, () -> window.shows(ShellIds.ROOT), () -> "the shell is shown");
            eventually(
                    SOON,
                    () -> window.find(ShellIds.LINK, Label.class).getText().startsWith("connected, data"),
                    () -> "live data comes over wss");

            server.restart(
                    Map.of("SLUICE_HTTP_TLS", TestCertificates.stranger().both().toString()));
            eventually(SOON, () -> window.shows(ConnectIds.CERTIFICATE_KNOWN), () -> "it stops");
            assertFalse(window.shows(ShellIds.ROOT), "nothing of the session is left");
            assertFalse(window.shows(ConnectIds.CERTIFICATE_TRUST), "there is no way on");
            assertEquals(TestCertificates.good().fingerprint(), text(window, ConnectIds.CERTIFICATE_KNOWN));
            assertEquals(TestCertificates.stranger().fingerprint(), text(window, ConnectIds.CERTIFICATE_FINGERPRINT));
            window.screenshot("connect-stopped");

            window.click(ConnectIds.CERTIFICATE_BACK);
            window.click(ConnectIds.SUBMIT);
            eventually(SOON, () -> window.shows(ConnectIds.CERTIFICATE_KNOWN), () -> "and again when tried again");
            assertTrue(ConsoleSettings.load(Map.of("SLUICE_HOME", home.toString()))
                    .trust()
                    .servers()
                    .of(server.address().url())
                    .orElseThrow()
                    .fingerprint()
                    .equals(TestCertificates.good().fingerprint()));
            window.run(() -> Objects.requireNonNull(console).close());
        }
    }
}
