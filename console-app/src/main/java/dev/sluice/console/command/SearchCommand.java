package dev.sluice.console.command;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.console.client.StoredPage;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.EventCount;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice search`: stored events that match a query.
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints stored events that match a query, newest first.",
            "",
            "Examples: 'type:payment.* data.amount>=42', '\"card declined\" -source:/shop/9', 'last:15m',"
                    + " 'from:2026-11-24T10:00'. Times are receive times in UTC.",
            ""
        },
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done, whether or not anything was found",
            "1:the server does not understand the query",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class SearchCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    private final Surroundings surroundings;

    @Parameters(arity = "0..*", paramLabel = "QUERY", description = "all events when left out")
    String @Nullable [] words;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "such as 2026-11-23T10:00:00Z, 2026-11-23, or 15m for 15 minutes ago")
    @Nullable
    Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Moments.class, description = "the same, exclusive")
    @Nullable
    Instant to;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "of times in the query that are written without one, such as Europe/Berlin (default UTC)")
    @Nullable
    ZoneId zone;

    @Option(names = "--limit", paramLabel = "N", description = "events at most, 0 for all (default ${DEFAULT-VALUE})")
    long limit = 100;

    @Option(names = "--oldest-first", description = "oldest first")
    boolean oldestFirst;

    @Option(names = "--json", description = "each event's JSON as it came, one a line")
    boolean json;

    @Option(names = "--count", description = "only how many there are")
    boolean count;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "the whole result into a file, - for standard output; --limit does not matter")
    @Nullable
    String export;

    @Option(names = "--format", description = "of the export: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
    Format format = Format.NDJSON;

    @Option(
            names = "--columns",
            paramLabel = "PATHS",
            description = "of CSV, joined by commas, such as id,receivedat,data.amount")
    @Nullable
    String columns;

    @Mixin
    ServerOptions server = new ServerOptions();

    /// Of an export.
    enum Format {
        NDJSON,
        CSV
    }

    SearchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (limit < 0) {
            throw new IllegalArgumentException("--limit is 0 or more, not " + limit + ".");
        }
        EventQuery query = new EventQuery(words == null ? "" : String.join(" ", words), from, to, oldestFirst, zone);
        try (SluiceClient client = server.client(surroundings)) {
            if (export != null) {
                new SearchExport(client, surroundings).run(query, export, format, columns);
            } else if (count) {
                count(client.count(query));
            } else {
                walk(client, query);
            }
        }
        return ExitCode.OK;
    }

    private void count(EventCount answer) {
        surroundings.out().println(json ? Json.text(answer) : (answer.exact() ? "" : "≈") + answer.count());
    }

    private void walk(SluiceClient client, EventQuery query) throws InterruptedException {
        EventPrinter printer = new EventPrinter(surroundings.out(), json);
        long left = limit == 0 ? Long.MAX_VALUE : limit;
        String cursor = null;
        do {
            StoredPage page = client.events(query, (int) Math.min(PAGE, left), cursor);
            for (StoredEvent event : page.items()) {
                if (!printer.print(event)) {
                    return;
                }
            }
            left -= page.items().size();
            cursor = page.next();
            if (!page.complete()) {
                surroundings
                        .err()
                        .println("The search was cut by its time limit; it is complete up to "
                                + (page.reached() == null ? "here" : page.reached()) + ".");
            }
        } while (cursor != null && left > 0);
    }
}
