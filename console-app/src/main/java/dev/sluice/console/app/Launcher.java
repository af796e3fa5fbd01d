package dev.sluice.console.app;

import javafx.application.Application;

/// Where the program starts. A class of its own, because the Java launcher refuses to start a JavaFX application class
/// from the class path.
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        Application.launch(ConsoleMain.class, args);
    }
}
