package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice alarms`: what is wrong, and who takes care.
@Command(
        name = "alarms",
        mixinStandardHelpOptions = true,
        description = {"Lists alarms, acknowledges them, and changes the rules they are raised by.", ""})
final class AlarmsCommand {
    private AlarmsCommand() {}

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new AlarmsCommand())
                .addSubcommand(new Listing(surroundings))
                .addSubcommand(new Show(surroundings))
                .addSubcommand(new Ack(surroundings))
                .addSubcommand(new AlarmRuleCommands.Rules(surroundings))
                .addSubcommand(new AlarmRuleCommands.Disable(surroundings))
                .addSubcommand(new AlarmRuleCommands.Enable(surroundings))
                .addSubcommand(new AlarmRuleCommands.Change(surroundings))
                .addSubcommand(new AlarmRuleCommands.Delete(surroundings));
    }

    static String told(Alarm alarm) {
        String text = alarm.severity().text() + " " + alarm.state() + " #" + alarm.id() + " " + alarm.rule() + ": "
                + alarm.text() + (alarm.count() > 1 ? " It came " + alarm.count() + " times." : "")
                + (alarm.ackedBy() == null ? "" : " Acknowledged by " + alarm.ackedBy())
                + (alarm.note() == null ? "" : ": " + alarm.note());
        return ServerCommand.printable(text);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the open alarms, those to be acted on first.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:done",
                "1:the server refused",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class Listing extends ServerCommand {
        private static final String ROW = "%-6s %-9s %-13s %-16s %5s  %s";

        @Option(names = "--closed", description = "the closed ones, newest first")
        boolean closed;

        @Option(names = "--limit", paramLabel = "N", description = "closed ones, at most (default: ${DEFAULT-VALUE})")
        int limit = 20;

        @Option(names = "--all", description = "also those that a flood alarm stands for")
        boolean all;

        Listing(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            AlarmPage page = closed
                    ? client.alarms().closed(limit, null)
                    : client.alarms().open();
            if (json) {
                out().println(Json.text(page));
                return ExitCode.OK;
            }
            out().println(ROW.formatted("ID", "SEVERITY", "STATE", "RULE", "COUNT", "WHAT"));
            page.items().stream()
                    .filter(alarm -> all || closed || alarm.flood() == null)
                    .forEach(alarm -> out().println(ROW.formatted(
                            alarm.id(),
                            alarm.severity().text(),
                            alarm.state(),
                            alarm.rule(),
                            alarm.count(),
                            printable(alarm.text()))));
            return ExitCode.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one alarm, with what to do.")
    static final class Show extends ServerCommand {
        @Parameters(paramLabel = "ID", description = "of the alarm")
        String id = "";

        Show(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            Alarm alarm = client.alarms().get(id);
            print(
                    alarm,
                    () -> told(alarm) + "\n" + printable(alarm.guidance())
                            + (alarm.link() == null ? "" : "\n" + printable(alarm.link())));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            description = "Acknowledges an alarm: you have seen it and take care. Who was first is kept.")
    static final class Ack extends ServerCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "of the alarm")
        String id = "";

        @Option(names = "--note", paramLabel = "TEXT", description = "for whoever looks at it next")
        @Nullable
        String note;

        Ack(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            Alarm alarm = client.alarms().acknowledge(id, note);
            print(alarm, () -> told(alarm));
            return ExitCode.OK;
        }
    }
}
