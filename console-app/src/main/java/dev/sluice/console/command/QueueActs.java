package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.queue.PauseRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The short commands under `./sluice queues`.
final class QueueActs {
    private QueueActs() {}

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the queues.")
    static final class ListAll extends ServerCommand {
        ListAll(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            QueueTable.list(out(), client.queues(), json);
            return ExitCode.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one queue.")
    static final class Show extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        Show(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            QueueTable.show(out(), client.queue(name), json);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Stops storing events of a queue; they are still accepted and wait in it.")
    static final class Pause extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why; everybody sees it")
        String reason = "";

        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "when it resumes by itself: 2026-11-23T10:00:00Z, or 15m from now")
        @Nullable
        String until;

        @Option(
                names = "--until-depth",
                paramLabel = "N",
                description = "it also resumes by itself once so many events wait")
        @Nullable
        Long untilDepth;

        Pause(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            client.pause(name, new PauseRequest(reason, TapActs.moment(until), untilDepth));
            QueueTable.show(out(), client.queue(name), json);
            return ExitCode.OK;
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Stores events of a paused queue again.")
    static final class Resume extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        Resume(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            client.resume(name);
            QueueTable.show(out(), client.queue(name), json);
            return ExitCode.OK;
        }
    }
}
