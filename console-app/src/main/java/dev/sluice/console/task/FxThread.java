package dev.sluice.console.task;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/// The only door to the FX thread. Runs at once when the caller is already there, so that a view never shows a state
/// between two changes of one handler.
public final class FxThread implements Executor {
    @Override
    public void execute(Runnable command) {
        if (Platform.isFxApplicationThread()) {
            command.run();
        } else {
            Platform.runLater(command);
        }
    }
}
