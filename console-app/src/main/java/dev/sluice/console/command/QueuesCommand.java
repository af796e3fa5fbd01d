package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./sluice queues`: the queues and what can be done to them.
@Command(
        name = "queues",
        mixinStandardHelpOptions = true,
        description = "Lists the queues; its commands show, look into and change one.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused, or the purge was not confirmed",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class QueuesCommand extends ServerCommand {
    private QueuesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /// The command with its own commands.
    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new QueuesCommand(surroundings))
                .addSubcommand(new QueueActs.ListAll(surroundings))
                .addSubcommand(new QueueActs.Show(surroundings))
                .addSubcommand(new DefinitionActs.Define(surroundings))
                .addSubcommand(new DefinitionActs.Change(surroundings))
                .addSubcommand(new DefinitionActs.Delete(surroundings))
                .addSubcommand(new QueueActs.Pause(surroundings))
                .addSubcommand(new QueueActs.Resume(surroundings))
                .addSubcommand(new TapActs.Throttle(surroundings))
                .addSubcommand(new TapActs.Ingest(surroundings))
                .addSubcommand(new TapActs.Peek(surroundings))
                .addSubcommand(new PurgeCommand(surroundings))
                .addSubcommand(new UndoCommand(surroundings))
                .addSubcommand(new DeadLetterActs.ShowAll(surroundings))
                .addSubcommand(new DeadLetterActs.Mark(surroundings))
                .addSubcommand(new RedriveCommands.Send(surroundings))
                .addSubcommand(new RedriveCommands.Edit(surroundings))
                .addSubcommand(new DeadLetterActs.DiscardSome(surroundings));
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        QueueTable.list(out(), client.queues(), json);
        return ExitCode.OK;
    }
}
