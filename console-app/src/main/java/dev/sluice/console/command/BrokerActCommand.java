package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.queue.ByteSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice broker purge` and `delete`: shows the plan, asks for the name, does what the plan says.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Purges, or deletes, a queue that is not Sluice's: shows what would go and asks for its name. It"
                + " cannot be undone.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:not confirmed, or the server or the broker refused",
            "2:wrong arguments",
            "3:the server or the broker cannot be reached or failed"
        })
final class BrokerActCommand extends ServerCommand {
    private static final int MAX_ANSWER = 1_000;

    private final String act;

    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--vhost", paramLabel = "NAME", description = "default: ${DEFAULT-VALUE}")
    String vhost = "/";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why; kept in the audit")
    String reason = "";

    @Option(names = "--yes", description = "do not ask")
    boolean yes;

    /// @param act [BrokerAct#PURGE] or [BrokerAct#DELETE]
    BrokerActCommand(Surroundings surroundings, String act) {
        super(surroundings);
        this.act = act;
    }

    @Override
    int run(SluiceClient client) throws IOException, InterruptedException {
        if (json && !yes) {
            throw new IllegalArgumentException("--json cannot ask; add --yes.");
        }
        BrokerPlan plan = client.broker().plan(act, vhost, name);
        if (!json) {
            print(plan);
        }
        String typed = yes ? plan.confirm() : typed();
        if (!typed.equals(plan.confirm())) {
            err().println("That is not the queue's name; nothing was done.");
            return ExitCode.REJECTED;
        }
        BrokerActDone done = client.broker().run(plan, reason, typed);
        print(
                done,
                () -> done.act().equals(BrokerAct.PURGE)
                        ? "purged: about " + BrokerTable.count(done.messages()) + " messages are gone"
                        : "deleted, with about " + BrokerTable.count(done.messages()) + " messages");
        return ExitCode.OK;
    }

    private void print(BrokerPlan plan) {
        out().println("This %s queue %s in virtual host %s: %s messages wait, %s are held by consumers%s."
                .formatted(
                        plan.act().equals(BrokerAct.PURGE) ? "purges" : "deletes",
                        printable(plan.queue()),
                        printable(plan.vhost()),
                        BrokerTable.count(plan.ready()),
                        BrokerTable.count(plan.unacked()),
                        plan.bytes() == null ? "" : ", " + ByteSize.text(plan.bytes())));
        out().println("%d consumers, %d bindings, %.1f messages a second arrive."
                .formatted(
                        plan.consumers(),
                        plan.bindings(),
                        plan.publishedPerSecond() == null ? 0 : plan.publishedPerSecond()));
        plan.applications().forEach(application -> out().println("  taken by " + printable(application)));
        plan.notes().forEach(note -> out().println(printable(note)));
    }

    private String typed() throws IOException {
        err().print("Type the queue's name to go on: ");
        out().flush();
        err().flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = surroundings.in().read(); b >= 0 && b != '\n' && line.size() < MAX_ANSWER; ) {
            line.write(b);
            b = surroundings.in().read();
        }
        return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
    }
}
