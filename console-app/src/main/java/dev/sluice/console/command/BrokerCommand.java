package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice broker`: the whole broker, also what is not Sluice's.
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = "Shows the broker's nodes and alarms; its commands list any queue and connection, and purge or"
                + " delete a queue that is not Sluice's.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:an alarm stands, or the server or the broker refused",
            "2:wrong arguments",
            "3:the server or the broker cannot be reached or failed"
        })
final class BrokerCommand extends ServerCommand {
    private static final int MOST = 1_000;

    private BrokerCommand(Surroundings surroundings) {
        super(surroundings);
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new BrokerCommand(surroundings))
                .addSubcommand(new Queues(surroundings))
                .addSubcommand(new Queue(surroundings))
                .addSubcommand(new Connections(surroundings))
                .addSubcommand(new CommandLine(new BrokerActCommand(surroundings, BrokerAct.PURGE))
                        .setCommandName(BrokerAct.PURGE))
                .addSubcommand(new CommandLine(new BrokerActCommand(surroundings, BrokerAct.DELETE))
                        .setCommandName(BrokerAct.DELETE));
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        BrokerOverview broker = client.broker().overview();
        if (json) {
            out().println(Json.text(broker));
        } else {
            BrokerTable.overview(out(), broker);
        }
        return switch (broker.state()) {
            case BrokerOverview.UNAVAILABLE -> ExitCode.FAILED;
            case BrokerOverview.REFUSED -> ExitCode.REJECTED;
            default ->
                broker.nodes().stream().allMatch(node -> node.alarms().isEmpty()) ? ExitCode.OK : ExitCode.REJECTED;
        };
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("--limit is from 1 to " + MOST + ".");
        }
        return limit;
    }

    @Command(name = "queues", mixinStandardHelpOptions = true, description = "Lists the broker's queues.")
    private static final class Queues extends ServerCommand {
        @Parameters(arity = "0..1", paramLabel = "TEXT", description = "part of a name")
        String text = "";

        @Option(names = "--vhost", paramLabel = "NAME", description = "of this virtual host only")
        @Nullable
        String vhost;

        @Option(
                names = "--sort",
                paramLabel = "BY",
                description = "depth, name, rate or consumers; default: ${DEFAULT-VALUE}")
        String sort = "depth";

        @Option(names = "--limit", paramLabel = "N", description = "at most; default: ${DEFAULT-VALUE}")
        int limit = 100;

        Queues(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            BrokerQueuePage page = client.broker().queues(vhost, text, sort, limit(limit), null);
            if (json) {
                out().println(Json.text(page));
            } else {
                BrokerTable.queues(out(), page);
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "queue",
            mixinStandardHelpOptions = true,
            description = "Shows one queue: its arguments, policy, bindings, consumers, and what can be done to it.")
    private static final class Queue extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(names = "--vhost", paramLabel = "NAME", description = "default: ${DEFAULT-VALUE}")
        String vhost = "/";

        Queue(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            BrokerQueueDetail detail = client.broker().queue(vhost, name);
            if (json) {
                out().println(Json.text(detail));
            } else {
                BrokerTable.queue(out(), detail);
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "connections",
            mixinStandardHelpOptions = true,
            description = "Lists connections to the broker; with --json also their channels.")
    private static final class Connections extends ServerCommand {
        @Parameters(arity = "0..1", paramLabel = "TEXT", description = "part of a name, user or address")
        String text = "";

        @Option(names = "--vhost", paramLabel = "NAME", description = "of this virtual host only")
        @Nullable
        String vhost;

        @Option(names = "--limit", paramLabel = "N", description = "at most; default: ${DEFAULT-VALUE}")
        int limit = 100;

        Connections(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            BrokerConnectionPage page = client.broker().connections(vhost, text, limit(limit), null);
            if (json) {
                out().println(Json.text(page));
            } else {
                BrokerTable.connections(out(), page);
            }
            return ExitCode.OK;
        }
    }
}
