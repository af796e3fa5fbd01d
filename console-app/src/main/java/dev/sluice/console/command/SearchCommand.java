package dev.sluice.console.command;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.console.client.StoredPage;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.SavedSearch;
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
    private static final int TOP = 1_000;

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

    @Option(
            names = "--saved",
            paramLabel = "NAME",
            description = "a search of the team's (./sluice searches); QUERY narrows it")
    @Nullable
    String saved;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "events or values at most, 0 for all events (default ${DEFAULT-VALUE})")
    long limit = 100;

    @Option(names = "--oldest-first", description = "oldest first")
    boolean oldestFirst;

    @Option(names = "--json", description = "each event's JSON as it came, one a line")
    boolean json;

    @Option(names = "--count", description = "only how many there are")
    boolean count;

    @Option(
            names = "--facets",
            paramLabel = "PATHS",
            description = "only the most frequent values at these paths, joined by commas: type,data.action")
    @Nullable
    String facets;

    @Option(
            names = "--stats",
            paramLabel = "PATH",
            description = "only least, greatest, average and distinct values at a path")
    @Nullable
    String statistics;

    @Option(
            names = "--complete",
            paramLabel = "WORD",
            description = "only fields seen lately that begin so, or values: data.action:op")
    @Nullable
    String complete;

    @Option(
            names = "--around",
            paramLabel = "ID",
            description = "only the event of that id and --limit events received before and after it")
    @Nullable
    String around;

    @Option(names = "--source", paramLabel = "SOURCE", description = "of --around, when several share the id")
    @Nullable
    String source;

    @Option(
            names = "--same",
            paramLabel = "WHAT",
            description = "of --around: source or subject, to see only those that share it (default any)")
    String same = "any";

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
        String text = words == null ? "" : String.join(" ", words);
        try (SluiceClient client = server.client(surroundings)) {
            String all = saved == null ? text : narrowed(savedQuery(client, saved), text);
            EventQuery query = new EventQuery(all, from, to, oldestFirst, zone);
            SearchAnswers answers = new SearchAnswers(client, surroundings.out(), json);
            if (export != null) {
                new SearchExport(client, surroundings).run(query, export, format, columns);
            } else if (facets != null) {
                answers.facets(query, facets, Math.clamp(limit, 1, TOP));
            } else if (statistics != null) {
                answers.statistics(query, statistics);
            } else if (complete != null) {
                answers.complete(complete);
            } else if (around != null) {
                answers.around(around, source, Math.clamp(limit, 0, TOP), same);
            } else if (count) {
                count(client.count(query));
            } else {
                walk(client, query);
            }
        }
        return ExitCode.OK;
    }

    private static String savedQuery(SluiceClient client, String name) throws InterruptedException {
        return client.savedSearches().stream()
                .filter(search -> search.name().equals(name))
                .map(SavedSearch::query)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no saved search \"" + name + "\"; ./sluice searches lists them."));
    }

    private static String narrowed(String query, String by) {
        return by.isBlank() ? query : "(" + query + ") (" + by + ")";
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
