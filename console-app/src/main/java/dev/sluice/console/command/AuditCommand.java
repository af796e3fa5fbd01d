package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice audit`: what operators did.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Lists what operators did, newest first. With --json one record a line, for keeping elsewhere.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class AuditCommand extends ServerCommand {
    private static final int PAGE = 1_000;
    private static final String ROW = "%-20s %-16s %-14s %-28s %-24s %s";

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "stands in who, act, target, reason or outcome")
    @Nullable
    String text;

    @Option(names = "--who", paramLabel = "NAME", description = "of this person or key")
    @Nullable
    String who;

    @Option(names = "--act", paramLabel = "ACT", description = "such as pause, purge, redrive")
    @Nullable
    String act;

    @Option(names = "--target", paramLabel = "TARGET", description = "such as queue:orders")
    @Nullable
    String target;

    @Option(names = "--from", paramLabel = "TIME", converter = Moments.class, description = "not before")
    @Nullable
    Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Moments.class, description = "before")
    @Nullable
    Instant to;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: ${DEFAULT-VALUE})")
    int limit = 50;

    AuditCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit is " + limit + "; 1 or more are allowed.");
        }
        AuditQuery query = new AuditQuery(text, who, act, target, from, to);
        if (!json) {
            out().println(ROW.formatted("TIME", "WHO", "ACT", "TARGET", "OUTCOME", "REASON")
                    .stripTrailing());
        }
        int left = limit;
        @Nullable String cursor = null;
        do {
            AuditPage page = client.audit(query, Math.min(left, PAGE), cursor);
            page.items().forEach(this::print);
            left -= page.items().size();
            cursor = page.next();
        } while (cursor != null && left > 0 && !out().checkError());
        return ExitCode.OK;
    }

    private void print(AuditRecord record) {
        out().println(
                        json
                                ? Json.text(record)
                                : ROW.formatted(
                                                record.at().truncatedTo(ChronoUnit.SECONDS),
                                                printable(record.who()),
                                                printable(record.act()),
                                                printable(record.target()),
                                                printable(record.outcome()),
                                                record.reason() == null ? "" : printable(record.reason()))
                                        .stripTrailing());
    }
}
