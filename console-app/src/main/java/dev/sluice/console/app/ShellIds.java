package dev.sluice.console.app;

/// Node ids of the shell.
public final class ShellIds {
    public static final String ROOT = "shell";
    public static final String SERVER = "shell-server";
    public static final String ENVIRONMENT = "shell-environment";
    public static final String RANGE = "shell-range";
    public static final String MODE = "shell-mode";
    public static final String ROLE = "shell-role";
    public static final String THEME = "shell-theme";
    public static final String LINK = "shell-link";
    public static final String LEDGER = "shell-ledger";
    public static final String BROKER = "shell-broker";
    public static final String DATABASE = "shell-database";
    public static final String ZONE = "shell-zone";

    private ShellIds() {}

    /// The navigation's entry of a screen.
    public static String navigation(String screen) {
        return "shell-go-" + screen;
    }
}
