package dev.sluice.console.command;

/// What every command ends with.
final class ExitCode {
    /// all done, all accepted
    static final int OK = 0;
    /// some events were rejected, or the server refused the act
    static final int REJECTED = 1;
    /// the command line is wrong
    static final int USAGE = 2;
    /// the server cannot be reached, or failed
    static final int FAILED = 3;

    static final String HELP_HEADING = "%nExit codes:%n";

    private ExitCode() {}
}
