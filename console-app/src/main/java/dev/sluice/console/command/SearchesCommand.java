package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.SavedSearch;
import dev.sluice.model.search.SavedSearchList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice searches`: the searches the team shares.
@Command(
        name = "searches",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the searches the team shares; its commands save and delete one. Run one with search --saved NAME.",
            ""
        },
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class SearchesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Mixin
    ServerOptions server = new ServerOptions();

    private SearchesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new SearchesCommand(surroundings))
                .addSubcommand(new Save(surroundings))
                .addSubcommand(new Delete(surroundings));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (SluiceClient client = server.client(surroundings)) {
            List<SavedSearch> searches = client.savedSearches();
            if (json) {
                surroundings.out().println(Json.text(new SavedSearchList(searches)));
                return ExitCode.OK;
            }
            int width = searches.stream()
                    .mapToInt(search -> search.name().length())
                    .max()
                    .orElse(0);
            for (SavedSearch search : searches) {
                surroundings
                        .out()
                        .println(EventSummary.printable(search.name())
                                + " ".repeat(width - search.name().length() + 2)
                                + EventSummary.printable(search.query()));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "save",
            mixinStandardHelpOptions = true,
            description = "Saves a search, or changes it; quote the query.")
    static final class Save implements Callable<Integer> {
        private final Surroundings surroundings;

        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "QUERY")
        List<String> words = List.of();

        @Mixin
        ServerOptions server = new ServerOptions();

        private Save(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            try (SluiceClient client = server.client(surroundings)) {
                SavedSearch saved = client.saveSearch(name, String.join(" ", words));
                surroundings.out().println("Saved as \"" + EventSummary.printable(saved.name()) + "\".");
                return ExitCode.OK;
            }
        }
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a search, for all of the team.")
    static final class Delete implements Callable<Integer> {
        private final Surroundings surroundings;

        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Mixin
        ServerOptions server = new ServerOptions();

        private Delete(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            try (SluiceClient client = server.client(surroundings)) {
                client.deleteSearch(name);
                surroundings.out().println("Deleted \"" + EventSummary.printable(name) + "\".");
                return ExitCode.OK;
            }
        }
    }
}
