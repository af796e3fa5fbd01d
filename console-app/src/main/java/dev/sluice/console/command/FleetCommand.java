package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.fleet.FleetList;
import dev.sluice.model.fleet.FleetMember;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `./sluice fleet`: the server instances.
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = "Lists the server instances that live, and the queues each has paused.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class FleetCommand extends ServerCommand {
    private static final String ROW = "%-24s %-20s %-20s %-20s %-10s %s";

    FleetCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        FleetList fleet = client.fleet();
        print(fleet, () -> Stream.concat(
                        Stream.of(ROW.formatted("NAME", "ROLES", "STARTED", "SEEN", "DEFINED BY", "PAUSED")),
                        fleet.items().stream().map(FleetCommand::row))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n")));
        return ExitCode.OK;
    }

    private static String row(FleetMember one) {
        return ROW.formatted(
                printable(one.name()) + (one.answering() ? " *" : ""),
                String.join(",", one.roles()),
                one.startedAt().truncatedTo(ChronoUnit.SECONDS),
                one.seenAt().truncatedTo(ChronoUnit.SECONDS),
                one.current() ? "newest" : "older",
                String.join(",", one.pausedQueues()));
    }
}
