package dev.sluice.console.command;

import dev.sluice.console.client.ReplayClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice replay`: stored events sent again.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends stored events again: to a queue on the broker that is not one of Sluice's, or into the pipeline as"
                    + " new events.",
            ""
        })
final class ReplayCommand {
    private ReplayCommand() {}

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new ReplayCommand())
                .addSubcommand(new ReplaySending.Plan(surroundings))
                .addSubcommand(new ReplaySending.Start(surroundings))
                .addSubcommand(new Listing(surroundings))
                .addSubcommand(new Show(surroundings))
                .addSubcommand(new Pause(surroundings))
                .addSubcommand(new Resume(surroundings))
                .addSubcommand(new Stop(surroundings));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists replays, newest first.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:done",
                "1:the server refused",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class Listing extends ServerCommand {
        private static final int PAGE = 1_000;
        private static final String ROW = "%-17s %-18s %11s %11s %8s  %-22s %s";

        @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: ${DEFAULT-VALUE})")
        int limit = 20;

        Listing(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            if (limit < 1) {
                throw new IllegalArgumentException("--limit is " + limit + "; 1 or more are allowed.");
            }
            List<Replay> all = new ArrayList<>();
            @Nullable String cursor = null;
            do {
                ReplayList page = client.replays().list(Math.min(limit - all.size(), PAGE), cursor);
                all.addAll(page.items());
                cursor = page.next();
            } while (cursor != null && all.size() < limit);
            if (json) {
                out().println(Json.text(new ReplayList(all, cursor)));
                return ExitCode.OK;
            }
            out().println(ROW.formatted("ID", "STATE", "SENT", "OF", "RATE/S", "TARGET", "QUERY")
                    .stripTrailing());
            all.forEach(replay -> out().println(ROW.formatted(
                            replay.id(),
                            replay.state(),
                            replay.sent(),
                            (replay.exact() ? "" : "≥") + replay.count(),
                            replay.rate(),
                            printable(ReplaySending.target(replay.queue())),
                            printable(replay.query()))
                    .stripTrailing()));
            return ExitCode.OK;
        }
    }

    /// One replay, by its id.
    private abstract static class One extends ServerCommand {
        @Parameters(paramLabel = "ID", description = "of the replay")
        String id = "";

        One(Surroundings surroundings) {
            super(surroundings);
        }

        abstract Replay ask(ReplayClient replays) throws InterruptedException;

        @Override
        final int run(SluiceClient client) throws InterruptedException {
            Replay replay = ask(client.replays());
            print(replay, () -> ReplaySending.told(replay));
            return ExitCode.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows how far a replay is.")
    static final class Show extends One {
        Show(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Replay ask(ReplayClient replays) throws InterruptedException {
            return replays.get(id);
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Pauses a replay; what is under way, at most 500 events, is still sent.")
    static final class Pause extends One {
        Pause(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Replay ask(ReplayClient replays) throws InterruptedException {
            return replays.pause(id);
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Goes on with a replay that is paused, or stopped by itself.")
    static final class Resume extends One {
        @Option(names = "--rate", paramLabel = "N", description = "events a second from here on (default: as before)")
        @Nullable
        Integer rate;

        Resume(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Replay ask(ReplayClient replays) throws InterruptedException {
            return replays.resume(id, rate);
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Ends a replay for good; what it sent stays sent.")
    static final class Stop extends One {
        Stop(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Replay ask(ReplayClient replays) throws InterruptedException {
            return replays.stop(id);
        }
    }
}
