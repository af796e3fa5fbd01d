package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.queue.PauseRequest;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The short commands under `./sluice queues`.
final class QueueActs {
    private QueueActs() {}

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the queues.")
    static final class ListAll implements Callable<Integer> {
        private final Surroundings surroundings;

        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Mixin
        ServerOptions server = new ServerOptions();

        ListAll(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            try (SluiceClient client = server.client(surroundings)) {
                QueueTable.list(surroundings.out(), client.queues(), json);
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one queue.")
    static final class Show implements Callable<Integer> {
        private final Surroundings surroundings;

        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Mixin
        ServerOptions server = new ServerOptions();

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            try (SluiceClient client = server.client(surroundings)) {
                QueueTable.show(surroundings.out(), client.queue(name), json);
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Stops storing events of a queue; they are still accepted and wait in it.")
    static final class Pause implements Callable<Integer> {
        private final Surroundings surroundings;

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

        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Mixin
        ServerOptions server = new ServerOptions();

        Pause(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            Instant end = until == null ? null : Moments.parse(until, true);
            try (SluiceClient client = server.client(surroundings)) {
                client.pause(name, new PauseRequest(reason, end));
                QueueTable.show(surroundings.out(), client.queue(name), json);
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Stores events of a paused queue again.")
    static final class Resume implements Callable<Integer> {
        private final Surroundings surroundings;

        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Mixin
        ServerOptions server = new ServerOptions();

        Resume(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            try (SluiceClient client = server.client(surroundings)) {
                client.resume(name);
                QueueTable.show(surroundings.out(), client.queue(name), json);
            }
            return ExitCode.OK;
        }
    }
}
