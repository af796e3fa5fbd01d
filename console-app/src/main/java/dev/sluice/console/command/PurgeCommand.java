package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice queues purge`: shows the plan, asks for the name, removes what the plan says.
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Removes the events that wait in a queue: shows what would go, then asks for the queue's name.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done, or nothing to remove",
            "1:not confirmed, or the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached, or the purge failed"
        })
final class PurgeCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofMillis(200);

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit")
    @Nullable
    String reason;

    @Option(names = "--yes", description = "do not ask")
    boolean yes;

    @Option(names = "--json", description = "the outcome as JSON; needs --yes")
    boolean json;

    @Mixin
    ServerOptions server = new ServerOptions();

    PurgeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (json && !yes) {
            throw new IllegalArgumentException("--json cannot ask for the name; add --yes.");
        }
        try (SluiceClient client = server.client(surroundings)) {
            PurgePlan plan = client.planPurge(name);
            if (!json) {
                print(plan);
            }
            if (plan.count() == 0) {
                surroundings
                        .out()
                        .println(json ? Json.text(plan) : "Nothing waits in " + name + "; nothing was removed.");
                return ExitCode.OK;
            }
            if (!yes && !confirmed()) {
                surroundings.err().println("That is not the queue's name; nothing was removed.");
                return ExitCode.REJECTED;
            }
            return run(client, plan);
        }
    }

    private int run(SluiceClient client, PurgePlan plan) throws InterruptedException {
        Purge purge = client.purge(name, new PurgeRequest(plan.plan(), reason));
        while (purge.state().equals(Purge.RUNNING)) {
            Retry.Pauses.REAL.pause(EVERY);
            purge = client.purgeState(name, purge.id());
        }
        if (json) {
            surroundings.out().println(Json.text(purge));
        } else {
            String detail = purge.detail() == null ? "" : ": " + EventSummary.printable(purge.detail());
            surroundings
                    .out()
                    .println("%s: %d of %d events removed%s"
                            .formatted(purge.state(), purge.purged(), purge.planned(), detail));
        }
        return purge.state().equals(Purge.DONE) ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(PurgePlan plan) {
        PrintWriter out = surroundings.out();
        Instant oldest = plan.oldest();
        Instant newest = plan.newest();
        String span = oldest == null || newest == null
                ? ""
                : ", accepted between %s and %s"
                        .formatted(oldest.truncatedTo(ChronoUnit.SECONDS), newest.truncatedTo(ChronoUnit.SECONDS));
        out.println("This removes %d events in %d messages%s.".formatted(plan.count(), plan.messages(), span));
        for (PurgePlan.Sample sample : plan.samples()) {
            String subject = sample.subject() == null ? sample.id() : sample.subject();
            out.println("  " + EventSummary.printable(sample.type() + "  " + sample.source() + "  " + subject));
        }
        out.println((plan.undo() ? "It can be undone." : "It cannot be undone.")
                + " Events that arrive meanwhile stay (%.0f a second).".formatted(plan.acceptedPerSecond()));
    }

    private boolean confirmed() throws IOException {
        surroundings.err().print("Type the queue's name to go on: ");
        surroundings.out().flush();
        surroundings.err().flush();
        return readLine(surroundings.in()).strip().equals(name);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n' && line.size() < 1_000; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
