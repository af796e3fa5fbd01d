package dev.sluice.console.command;

import dev.sluice.console.client.ClientException;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Whether a server is ready: how the launcher waits for one that speaks TLS, which Bash cannot. Prints nothing.
@Command(name = "ready", hidden = true, description = "Ends with 0 when the server is ready, else with 3.")
final class ReadyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    ServerOptions server = new ServerOptions();

    ReadyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (SluiceClient client = new SluiceClient(server.withoutToken(surroundings))) {
            return client.ready() ? ExitCode.OK : ExitCode.FAILED;
        } catch (ClientException e) {
            return ExitCode.FAILED;
        }
    }
}
