package dev.sluice.console.command;

import dev.sluice.console.client.ClientException;
import dev.sluice.console.client.ProblemException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Turns what went wrong into one sentence and an exit code.
final class Failures {
    private Failures() {}

    static int tell(Throwable failure, PrintWriter err) {
        err.println(sentence(failure));
        err.flush();
        return exitCode(failure);
    }

    static String sentence(Throwable failure) {
        return switch (failure) {
            case ProblemException refused -> {
                var problem = refused.problem();
                String id = problem.requestId().isBlank() ? "" : ", request " + problem.requestId();
                String hint =
                        switch (problem.code()) {
                            case "unauthenticated" ->
                                " Log in with ./sluice login, set SLUICE_TOKEN, or SLUICE_HOME to the server's home.";
                            default -> "";
                        };
                yield ended(refused.getMessage()) + hint + " (" + problem.code() + id + ")";
            }
            case ClientException unreachable -> ended(String.valueOf(unreachable.getMessage()));
            case NoSuchFileException missing -> "There is no file " + missing.getFile() + ".";
            case FileNotFoundException missing -> "The file cannot be read: " + missing.getMessage() + ".";
            case AccessDeniedException denied -> "The file " + denied.getFile() + " may not be read.";
            case InterruptedException stopped -> "Stopped.";
            case IOException io -> "Reading failed: " + ended(String.valueOf(io.getMessage()));
            default -> {
                String message = failure.getMessage();
                yield message == null || message.isBlank()
                        ? "It failed: " + failure.getClass().getSimpleName() + "."
                        : ended(message);
            }
        };
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case ProblemException refused when refused.problem().status() / 100 == 4 -> ExitCode.REJECTED;
            case ClientException unreachable -> ExitCode.FAILED;
            case IOException io -> ExitCode.USAGE;
            case IllegalArgumentException wrong -> ExitCode.USAGE;
            default -> ExitCode.FAILED;
        };
    }

    private static String ended(String text) {
        return text.endsWith(".") || text.endsWith("?") || text.endsWith("!") ? text : text + ".";
    }
}
