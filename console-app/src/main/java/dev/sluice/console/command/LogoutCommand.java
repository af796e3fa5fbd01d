package dev.sluice.console.command;

import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.access.NewSession;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./sluice logout`: the session ends on the server, and its token is forgotten here even if the server is away.
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        description = "Ends the session of ./sluice login and forgets its token.")
final class LogoutCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    ServerOptions server = new ServerOptions();

    LogoutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerAddress address = server.withoutToken(surroundings);
        KeptLogin kept = new KeptLogin(surroundings, address.url());
        Optional<NewSession> session = kept.read();
        kept.forget();
        if (session.isEmpty()) {
            surroundings.out().println("Nobody was logged in to " + address + ".");
            return ExitCode.OK;
        }
        try (SluiceClient client =
                new SluiceClient(address.withToken(session.get().token()))) {
            client.people().logOut();
        } catch (ProblemException e) {
            if (e.problem().status() != 401) {
                throw e;
            }
        }
        surroundings.out().println("Logged " + session.get().user() + " out of " + address + ".");
        return ExitCode.OK;
    }
}
