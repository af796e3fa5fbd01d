package dev.sluice.console.command;

import dev.sluice.console.command.CommandMain.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Asks for passwords: on a terminal without showing them, else one line of standard input each. Never an argument:
/// other users see those.
final class PasswordInput {
    private final Surroundings surroundings;

    PasswordInput(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// @throws IllegalArgumentException when there is none
    String ask(String prompt) throws IOException {
        Console console = surroundings.in() == System.in ? System.console() : null;
        String password;
        if (console != null && console.isTerminal()) {
            char[] typed = console.readPassword("%s: ", prompt);
            password = typed == null ? "" : new String(typed);
        } else {
            password = line();
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException(prompt + " is missing: type it on a terminal, or give it as a line of"
                    + " standard input, such as ./sluice login --user anna < file.");
        }
        return password;
    }

    /// Twice on a terminal, where nobody sees what was typed.
    String askTwice(String prompt) throws IOException {
        String password = ask(prompt);
        boolean typed = surroundings.in() == System.in
                && System.console() != null
                && System.console().isTerminal();
        if (typed && !ask("The same again").equals(password)) {
            throw new IllegalArgumentException("The two are not the same; nothing was changed.");
        }
        return password;
    }

    /// Byte by byte: what comes after the line is not ours.
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = surroundings.in().read();
                next >= 0 && next != '\n';
                next = surroundings.in().read()) {
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
