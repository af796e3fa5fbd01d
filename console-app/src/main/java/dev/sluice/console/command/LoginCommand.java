package dev.sluice.console.command;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.access.NewSession;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./sluice login`: from then on the other commands act as that user on that server.
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Logs in; the other commands then act as that user on that server, until it is over or logout."
                + " The password is asked for, or is the first line of standard input.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class LoginCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--user", paramLabel = "NAME", description = "who; default: $USER")
    String user = "";

    @Mixin
    ServerOptions server = new ServerOptions();

    LoginCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String name = user.isBlank() ? surroundings.variable("USER", "") : user;
        if (name.isBlank()) {
            throw new IllegalArgumentException("Say who logs in: --user NAME.");
        }
        ServerAddress address = server.withoutToken(surroundings);
        String password = new PasswordInput(surroundings).ask("Password of " + name);
        try (SluiceClient client = new SluiceClient(address)) {
            NewSession session = client.people().logIn(name, password);
            new KeptLogin(surroundings, address.url()).keep(session);
            surroundings
                    .out()
                    .println("Logged in to " + address + " as " + session.user() + " with the role "
                            + session.role().text() + ", until " + session.expiresAt() + ".");
        }
        if (server.tokenIsGiven(surroundings)) {
            surroundings
                    .err()
                    .println("SLUICE_TOKEN or SLUICE_ADMIN_TOKEN is set and goes before the log-in; unset it to act as "
                            + name + ".");
        }
        return ExitCode.OK;
    }
}
