package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A command that asks a server and prints its answer, for people or as JSON.
abstract class ServerCommand implements Callable<Integer> {
    final Surroundings surroundings;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Mixin
    ServerOptions server = new ServerOptions();

    ServerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (SluiceClient client = server.client(surroundings)) {
            return run(client);
        }
    }

    /// Looks at its arguments first, then asks.
    ///
    /// @return an [ExitCode]
    /// @throws IllegalArgumentException when the arguments contradict each other
    abstract int run(SluiceClient client) throws IOException, InterruptedException;

    final PrintWriter out() {
        return surroundings.out();
    }

    final PrintWriter err() {
        return surroundings.err();
    }

    /// Prints the answer as JSON when that is wanted, else the text.
    final void print(Object answer, Supplier<String> text) {
        out().println(json ? Json.text(answer) : text.get());
    }

    /// A text that a terminal may get; null is nothing.
    static String printable(@Nullable String text) {
        return text == null ? "" : EventSummary.printable(text);
    }

    /// The text of an event as it came, without what a terminal would obey.
    static String body(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t\r]]", "·");
    }
}
