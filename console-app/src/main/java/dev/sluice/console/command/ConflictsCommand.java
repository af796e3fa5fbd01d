package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import dev.sluice.model.conflict.EventConflict;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice conflicts`: events that came again with another text.
@Command(
        name = "conflicts",
        mixinStandardHelpOptions = true,
        description = "Lists events that came again under their source and id with another text; show has both texts.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class ConflictsCommand extends ServerCommand {
    private static final int MAX = 1_000;
    private static final String ROW = "%-8s %-20s %-20s %-24s %-20s %12s %12s";

    @Option(names = "--limit", paramLabel = "N", description = "at most so many, 1 to 1000 (default: ${DEFAULT-VALUE})")
    int limit = 50;

    private ConflictsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new ConflictsCommand(surroundings))
                .addSubcommand(new CommandLine(new ConflictsCommand(surroundings)).setCommandName("list"))
                .addSubcommand(new Show(surroundings));
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        if (limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("--limit is " + limit + "; 1 to " + MAX + " are allowed.");
        }
        ConflictPage page = client.conflicts(limit, null);
        print(page, () -> Stream.concat(
                        Stream.of(
                                ROW.formatted("ID", "TIME", "SOURCE", "EVENT ID", "TYPE", "KEPT BYTES", "LATER BYTES")),
                        page.items().stream().map(ConflictsCommand::row))
                .collect(Collectors.joining("\n")));
        return ExitCode.OK;
    }

    private static String row(EventConflict one) {
        return ROW.formatted(
                one.id(),
                one.at().truncatedTo(ChronoUnit.SECONDS),
                printable(one.source()),
                printable(one.eventId()),
                printable(one.type()),
                one.kept().bytes(),
                one.later().bytes());
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one conflict. Standard output has the text that is stored, then the later one, a line"
                    + " each; what is known of both goes to standard error.")
    private static final class Show extends ServerCommand {
        @Parameters(paramLabel = "ID")
        String id = "";

        Show(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            ConflictDetail detail = client.conflict(id);
            if (!json) {
                err().println(version("kept ", detail.conflict().kept())
                        + (detail.kept() == null ? ", no longer stored" : ""));
                err().println(version("later", detail.conflict().later())
                        + (detail.cut() ? ", not kept to its end" : ""));
            }
            print(detail, () -> body(detail.kept() == null ? "" : detail.kept()) + "\n" + body(detail.later()));
            return ExitCode.OK;
        }

        private static String version(String which, EventConflict.Version version) {
            return "%s: received %s, %d bytes, SHA-256 %s"
                    .formatted(which, version.receivedAt(), version.bytes(), version.sha256());
        }
    }
}
