package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/// `./sluice password`: one's own.
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = "Changes your own password and ends your other sessions. Both passwords are asked for, or are"
                + " two lines of standard input, the old one first.")
final class PasswordCommand extends ServerCommand {
    PasswordCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(SluiceClient client) throws IOException, InterruptedException {
        PasswordInput input = new PasswordInput(surroundings);
        String old = input.ask("The old password");
        client.people().changePassword(old, input.askTwice("The new password"));
        print(Map.of("changed", true), () -> "The password is changed; your other sessions are over.");
        return ExitCode.OK;
    }
}
