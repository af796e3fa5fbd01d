package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.alarms.AlarmsIds;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.theme.Appearance;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmRuleRequest;
import dev.sluice.model.queue.PauseRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An alarm that was raised while no console was open, on a real server.
class AlarmJourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final RealServer server = new RealServer();
    private final SluiceClient admin = new SluiceClient(server.address());
    private final SystemTicker ticker = new SystemTicker(new FxThread());

    @AfterEach
    void stop() {
        ticker.close();
        admin.close();
        server.close();
    }

    private List<Alarm> open() {
        try {
            return admin.alarms().open().items();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isThereWhenOneOpensAndGoesWhenItIsSeenAndOver() throws InterruptedException {
        admin.alarms().set("pause-forgotten", new AlarmRuleRequest(null, null, null, 0.0, 0, null, null, null));
        admin.pause("default", new PauseRequest("db upgrade", null));
        eventually(SOON, () -> !open().isEmpty(), () -> "it is raised");
        Session[] session = new Session[1];
        try (FxWindow window = FxWindow.open(Appearance.DARK, theme -> {
            session[0] = new Session(server.address(), theme, TaskRunner.onVirtualThreads(), ticker, () -> {});
            session[0].start();
            return session[0].root();
        })) {
            String entry = ShellIds.navigation("alarms");
            eventually(
                    SOON,
                    () -> window.get(() -> "Alarms, 1 warning"
                            .equals(window.find(entry, Button.class).getAccessibleText())),
                    () -> "the navigation counts it");
            window.click(entry);
            eventually(SOON, () -> rows(window) == 1, () -> "it is listed");
            window.screenshot("alarms-journey");
            window.press(KeyCode.DOWN);
            window.press(KeyCode.A);
            window.write("mine");
            window.press(KeyCode.ENTER);
            eventually(SOON, () -> open().getFirst().state().equals(Alarm.ACKNOWLEDGED), () -> "it is acknowledged");
            assertEquals("mine", open().getFirst().note());
            window.press(KeyCode.D);
            window.press(KeyCode.TAB);
            window.write("until the upgrade is over");
            window.press(KeyCode.ENTER);
            eventually(SOON, () -> window.shows(AlarmsIds.STATE + "-empty"), () -> "what is not looked for is over");
            assertEquals(
                    List.of("until the upgrade is over"),
                    admin.alarms().rules().items().stream()
                            .map(AlarmRule::disabledReason)
                            .filter(Objects::nonNull)
                            .toList());
            window.run(session[0]::close);
        }
    }

    private static int rows(FxWindow window) {
        return window.shows(AlarmsIds.TABLE)
                ? window.get(() ->
                        window.find(AlarmsIds.TABLE, TableView.class).getItems().size())
                : 0;
    }
}
