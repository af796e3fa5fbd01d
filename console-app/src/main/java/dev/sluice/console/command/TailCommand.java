package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice tail`: events as they are stored.
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints events that are received from now on, once they are stored, until stopped with Ctrl-C.",
            "",
            "It asks the server each second, so an event shows up about a second after it was stored, and those of a"
                    + " paused queue when the queue is resumed. No stored event is left out or shown twice. Outages"
                    + " are waited for.",
            ""
        },
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:nobody reads its output any more",
            "1:the server does not understand the query",
            "2:wrong arguments",
            "3:the server refused or failed"
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Surroundings surroundings;

    @Parameters(arity = "0..*", paramLabel = "QUERY", description = "as for search; all events when left out")
    String @Nullable [] words;

    @Option(names = "--json", description = "each event's JSON as it came, one a line")
    boolean json;

    @Mixin
    ServerOptions server = new ServerOptions();

    TailCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        EventPrinter printer = new EventPrinter(surroundings.out(), json);
        Retry retry = new Retry(Duration.ofDays(3_650), Retry.Pauses.REAL, new OnceEach(surroundings.err()));
        try (SluiceClient client = server.client(surroundings)) {
            Tail tail = new Tail(client, words == null ? "" : String.join(" ", words), retry);
            boolean read = true;
            while (read) {
                read = tail.poll(printer::print);
                surroundings.out().flush();
                read = read && !surroundings.out().checkError();
                if (read) {
                    Retry.Pauses.REAL.pause(EVERY);
                }
            }
        }
        return ExitCode.OK;
    }
}
