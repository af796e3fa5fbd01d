package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.ledger.Ledger;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./sluice ledger`: the account of every accepted event.
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Prints the account of every accepted event.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:some events are unexplained",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class LedgerCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Mixin
    ServerOptions server = new ServerOptions();

    LedgerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (SluiceClient client = server.client(surroundings)) {
            Ledger ledger = client.ledger(null);
            if (json) {
                surroundings.out().println(Json.text(ledger));
            } else {
                row("accepted", ledger.accepted());
                row("stored", ledger.stored());
                row("duplicate", ledger.duplicate());
                row("dead-lettered", ledger.deadLettered());
                row("purged", ledger.purged());
                row("in flight", ledger.inFlight());
                row("unexplained", ledger.unexplained());
            }
            return ledger.unexplained() == 0 ? ExitCode.OK : ExitCode.REJECTED;
        }
    }

    private void row(String name, long count) {
        surroundings.out().println(String.format(Locale.ROOT, "%-14s %,15d", name, count));
    }
}
