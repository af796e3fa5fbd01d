package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmRuleList;
import dev.sluice.model.alarm.AlarmRuleRequest;
import dev.sluice.model.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The commands of `./sluice alarms` about rules.
final class AlarmRuleCommands {
    private AlarmRuleCommands() {}

    private static String told(AlarmRule rule) {
        return ServerCommand.printable(rule.id() + ": " + rule.kind().text() + " of " + rule.target() + " at "
                + rule.threshold() + " " + rule.kind().unit() + " for " + rule.forSeconds() + " s, "
                + rule.severity().text() + state(rule));
    }

    private static String state(AlarmRule rule) {
        if (!rule.enabled()) {
            return ", disabled";
        }
        return rule.active(Instant.now())
                ? ""
                : ", disabled until " + rule.disabledUntil() + " by " + rule.disabledBy();
    }

    @Command(name = "rules", mixinStandardHelpOptions = true, description = "Lists the rules.")
    static final class Rules extends ServerCommand {
        Rules(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            AlarmRuleList rules = client.alarms().rules();
            if (json) {
                out().println(Json.text(rules));
            } else {
                rules.items().forEach(rule -> out().println(told(rule)));
            }
            return ExitCode.OK;
        }
    }

    /// One rule, by its id.
    private abstract static class One extends ServerCommand {
        @Parameters(index = "0", paramLabel = "RULE", description = "id of the rule")
        String rule = "";

        One(Surroundings surroundings) {
            super(surroundings);
        }

        abstract AlarmRule ask(SluiceClient client) throws InterruptedException;

        @Override
        final int run(SluiceClient client) throws InterruptedException {
            AlarmRule changed = ask(client);
            print(changed, () -> told(changed));
            return ExitCode.OK;
        }
    }

    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Silences a rule for a while.")
    static final class Disable extends One {
        @Option(
                names = "--until",
                required = true,
                paramLabel = "TIME",
                description = "a time, or how long from now (2h), seven days at most")
        String until = "";

        @Option(names = "--reason", paramLabel = "TEXT", description = "kept in the audit")
        @Nullable
        String reason;

        Disable(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        AlarmRule ask(SluiceClient client) throws InterruptedException {
            return client.alarms().disable(rule, Moments.parse(until, true), reason);
        }
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Ends the silence of a rule; set --enabled enables one that is off for good.")
    static final class Enable extends One {
        Enable(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        AlarmRule ask(SluiceClient client) throws InterruptedException {
            return client.alarms().disable(rule, null, null);
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Makes a rule, or changes one: what is left out stays.")
    static final class Change extends One {
        @Option(names = "--kind", paramLabel = "KIND", description = "what a new rule watches, such as queue-depth")
        @Nullable
        String kind;

        @Option(names = "--target", paramLabel = "GLOB", description = "queues, sources, types or nodes it means")
        @Nullable
        String target;

        @Option(names = "--severity", paramLabel = "S", description = "info, warning or critical")
        @Nullable
        String severity;

        @Option(names = "--threshold", paramLabel = "N", description = "in the unit of its kind")
        @Nullable
        Double threshold;

        @Option(names = "--for", paramLabel = "SECONDS", description = "how long it must be so")
        @Nullable
        Integer forSeconds;

        @Option(names = "--guidance", paramLabel = "TEXT", description = "what to do")
        @Nullable
        String guidance;

        @Option(names = "--link", paramLabel = "URL", description = "to a page that says more")
        @Nullable
        String link;

        @Option(names = "--enabled", negatable = true, description = "raises alarms, or not")
        @Nullable
        Boolean enabled;

        Change(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        AlarmRule ask(SluiceClient client) throws InterruptedException {
            return client.alarms()
                    .set(
                            rule,
                            new AlarmRuleRequest(
                                    kind, target, severity, threshold, forSeconds, guidance, link, enabled));
        }
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a rule; its alarms clear.")
    static final class Delete extends ServerCommand {
        @Parameters(paramLabel = "RULE", description = "id of the rule")
        String rule = "";

        Delete(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            client.alarms().delete(rule);
            if (!json) {
                out().println("Rule " + printable(rule) + " is deleted.");
            }
            return ExitCode.OK;
        }
    }
}
