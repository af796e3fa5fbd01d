package dev.sluice.console.app;

import dev.sluice.console.connect.ConsoleSettings;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.theme.Theme;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// The JavaFX application: one window. `--connect URL` goes straight to a server.
public final class ConsoleMain extends Application {
    private final SystemTicker ticker = new SystemTicker(new FxThread());

    @Override
    public void start(Stage stage) {
        ConsoleSettings settings = ConsoleSettings.load(System.getenv());
        Theme theme = new Theme(settings.appearance());
        theme.appearanceProperty().subscribe((before, now) -> settings.rememberAppearance(now));
        StackPane root = new StackPane();
        Scene scene = new Scene(root, 1280, 800);
        theme.install(scene);
        ConsoleWindow window =
                new ConsoleWindow(root, theme, settings, TaskRunner.onVirtualThreads(), ticker, stage::setTitle);
        window.showConnect(connectArgument(getParameters().getRaw()));
        stage.setOnHidden(event -> window.close());
        stage.setMinWidth(960);
        stage.setMinHeight(600);
        stage.setScene(scene);
        stage.show();
    }

    @Override
    public void stop() {
        ticker.close();
    }

    /// The URL after `--connect`, also as `--connect=URL`.
    static Optional<String> connectArgument(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--connect=")) {
                return Optional.of(argument.substring("--connect=".length()));
            }
            if (argument.equals("--connect") && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
