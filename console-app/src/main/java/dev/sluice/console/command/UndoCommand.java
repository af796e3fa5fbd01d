package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeList;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice queues undo`: puts what a purge removed back into its queue, or lists the purges.
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Puts what a purge removed back into its queue: the last purge that can be undone, or the one named."
                        + " The events keep the time they were received at.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:there is nothing to undo, or the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached, or the undo failed"
        })
final class UndoCommand extends ServerCommand {
    private static final Duration EVERY = Duration.ofMillis(200);

    @Parameters(paramLabel = "NAME", description = "the queue")
    String name = "";

    @Parameters(arity = "0..1", index = "1", paramLabel = "PURGE", description = "its id; the last one when left out")
    @Nullable
    String id;

    @Option(names = "--list", description = "only show the queue's last purges")
    boolean list;

    UndoCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        List<Purge> purges = list || id == null ? client.purges(name) : List.of();
        if (list) {
            print(new PurgeList(purges), () -> table(purges));
            return ExitCode.OK;
        }
        String which = id == null ? last(purges) : id;
        if (which == null) {
            err().println("No purge of " + name + " can be undone; --list shows the last ones.");
            return ExitCode.REJECTED;
        }
        Purge purge = client.undoPurge(name, which);
        while (purge.moves()) {
            Retry.Pauses.REAL.pause(EVERY);
            purge = client.purgeState(name, which);
        }
        String detail = purge.detail() == null ? "" : ": " + printable(purge.detail());
        out().println(
                        json
                                ? Json.text(purge)
                                : "%s: %d of %d events put back into %s%s"
                                        .formatted(purge.state(), purge.undone(), purge.purged(), name, detail));
        return purge.state().equals(Purge.UNDONE) ? ExitCode.OK : ExitCode.FAILED;
    }

    private static @Nullable String last(List<Purge> purges) {
        return purges.stream()
                .filter(purge -> purge.undoUntil() != null && !purge.moves())
                .map(Purge::id)
                .findFirst()
                .orElse(null);
    }

    private static String table(List<Purge> purges) {
        StringBuilder text = new StringBuilder(
                "%-36s %-20s %-8s %10s %10s  %s".formatted("PURGE", "STARTED", "STATE", "REMOVED", "PUT BACK", "UNDO"));
        for (Purge purge : purges) {
            text.append('\n')
                    .append("%-36s %-20s %-8s %10d %10d  %s"
                            .formatted(
                                    purge.id(),
                                    purge.startedAt().truncatedTo(ChronoUnit.SECONDS),
                                    purge.state(),
                                    purge.purged(),
                                    purge.undone(),
                                    undo(purge)));
        }
        return text.toString();
    }

    private static String undo(Purge purge) {
        if (purge.undoUntil() != null) {
            return "until " + purge.undoUntil().truncatedTo(ChronoUnit.SECONDS);
        }
        return purge.noUndo() == null ? "–" : "no: " + printable(purge.noUndo());
    }
}
