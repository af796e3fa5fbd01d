package dev.sluice.console.command;

import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.queue.ByteSize;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice queues define`, `change` and `delete`.
final class DefinitionActs {
    private static final String BY_DEFAULT = "default";

    private DefinitionActs() {}

    /// What a definition says, as options.
    static final class Terms {
        @Option(
                names = "--pattern",
                paramLabel = "TYPE",
                description = "event type it takes, * stands for any text; may be given more than once")
        @Nullable
        List<String> patterns;

        @Option(
                names = "--position",
                paramLabel = "N",
                description = "place in the order; the first queue that takes a type gets the event")
        @Nullable
        Integer position;

        @Option(
                names = "--max-bytes",
                paramLabel = "SIZE",
                description = "what it may hold, such as 512MiB; the word default for the server's own limit")
        @Nullable
        String maxBytes;

        QueueRequest request(boolean noPatterns) {
            QueueRequest.Limits limits = maxBytes == null
                    ? null
                    : new QueueRequest.Limits(maxBytes.equals(BY_DEFAULT) ? null : (Long) ByteSize.parse(maxBytes));
            return new QueueRequest(noPatterns ? List.of() : patterns, position, limits);
        }
    }

    @Command(
            name = "define",
            mixinStandardHelpOptions = true,
            description = "Makes a queue; new events of its types go to it within two seconds.")
    static final class Define extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -, begins with a letter")
        String name = "";

        @Mixin
        Terms terms = new Terms();

        Define(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            if (terms.patterns == null) {
                throw new IllegalArgumentException("Give at least one --pattern: the event types it takes.");
            }
            if (exists(client, name)) {
                throw new IllegalArgumentException(
                        "There is a queue " + name + " already; ./sluice queues change " + name + " changes it.");
            }
            QueueTable.show(out(), client.define(name, terms.request(false)), json);
            return ExitCode.OK;
        }

        private static boolean exists(SluiceClient client, String name) throws InterruptedException {
            try {
                client.queue(name);
                return true;
            } catch (ProblemException e) {
                if (e.problem().status() == 404) {
                    return false;
                }
                throw e;
            }
        }
    }

    @Command(
            name = "change",
            mixinStandardHelpOptions = true,
            description = "Changes what is named of a queue; the rest stays. What it holds stays in it.")
    static final class Change extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Mixin
        Terms terms = new Terms();

        @Option(names = "--no-patterns", description = "it takes nothing new; what it holds is still stored")
        boolean noPatterns;

        Change(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            QueueRequest request = terms.request(noPatterns);
            if (request.equals(new QueueRequest(null, null, null))) {
                throw new IllegalArgumentException(
                        "Say what to change: --pattern, --no-patterns, --position or --max-bytes.");
            }
            if (noPatterns && terms.patterns != null) {
                throw new IllegalArgumentException("--pattern and --no-patterns contradict each other.");
            }
            client.queue(name);
            QueueTable.show(out(), client.define(name, request), json);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Takes out a queue that holds nothing; new events of its types go elsewhere.")
    static final class Delete extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        Delete(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            QueueRemoval removal = client.delete(name);
            print(
                    removal,
                    () -> removal.state().equals(QueueRemoval.REMOVED)
                            ? name + " is removed."
                            : name + " takes nothing new; it is removed once every server knows and it is empty.");
            return ExitCode.OK;
        }
    }
}
