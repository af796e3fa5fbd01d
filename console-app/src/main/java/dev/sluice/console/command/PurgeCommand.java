package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
        description =
                "Removes the events that wait in a queue: shows what would go and asks, for the queue's name where"
                        + " it is production or there is no undo. With --type, --source or --older-than only events that fit all"
                        + " of them; the queue must be paused for that, and what else a message holds goes to the queue's tail.",
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

    @Option(names = "--type", paramLabel = "PATTERN", description = "only events of such types, as in payment.*")
    @Nullable
    String type;

    @Option(names = "--source", paramLabel = "TEXT", description = "only events of this source")
    @Nullable
    String source;

    @Option(names = "--older-than", paramLabel = "TIME", description = "only events received so long ago, as in 2h")
    @Nullable
    String olderThan;

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
            throw new IllegalArgumentException("--json cannot ask; add --yes.");
        }
        PurgeFilter filter = filter();
        try (SluiceClient client = server.client(surroundings)) {
            PurgePlan plan = client.planPurge(name, filter);
            if (!json) {
                print(plan);
            }
            if (plan.count() == 0) {
                surroundings
                        .out()
                        .println(
                                json
                                        ? Json.text(plan)
                                        : "Nothing " + (filter == null ? "" : "like that ") + "waits in " + name
                                                + "; nothing was removed.");
                return ExitCode.OK;
            }
            if (!yes && !confirmed(plan)) {
                surroundings
                        .err()
                        .println((plan.confirmName() ? "That is not the queue's name" : "Not confirmed")
                                + "; nothing was removed.");
                return ExitCode.REJECTED;
            }
            return run(client, plan);
        }
    }

    private @Nullable PurgeFilter filter() {
        if (type == null && source == null && olderThan == null) {
            return null;
        }
        PurgeFilter filter = new PurgeFilter(type, source, olderThan);
        String fault = filter.fault();
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        return filter;
    }

    private int run(SluiceClient client, PurgePlan plan) throws InterruptedException {
        Purge purge = client.purge(name, new PurgeRequest(plan.plan(), reason, plan.confirmName() ? name : null));
        while (purge.moves()) {
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
            if (purge.undoUntil() != null) {
                surroundings
                        .out()
                        .println("Until %s it is undone by: sluice queues undo %s %s"
                                .formatted(purge.undoUntil().truncatedTo(ChronoUnit.SECONDS), name, purge.id()));
            }
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
        String filter = plan.filter() == null
                ? ""
                : " (" + EventSummary.printable(plan.filter().text()) + ")";
        out.println("This removes %s%d events in %d messages%s%s."
                .formatted(plan.exact() ? "" : "about ", plan.count(), plan.messages(), filter, span));
        for (PurgePlan.Sample sample : plan.samples()) {
            String subject = sample.subject() == null ? sample.id() : sample.subject();
            out.println("  " + EventSummary.printable(sample.type() + "  " + sample.source() + "  " + subject));
        }
        if (plan.filter() != null) {
            out.println("What else those messages hold goes to the queue's tail.");
        }
        if (plan.inFlight() > 0) {
            out.println(
                    "Consumers hold %d messages right now; what they store does not go.".formatted(plan.inFlight()));
        }
        if (!plan.publishers().isEmpty() || !plan.consumers().isEmpty()) {
            out.println("Keys that may send here: %s. Stored by: %s."
                    .formatted(names(plan.publishers()), names(plan.consumers())));
        }
        out.println((plan.undo() ? "It can be undone for seven days." : "It cannot be undone." + why(plan))
                + " Events that arrive meanwhile stay (%.0f a second).".formatted(plan.acceptedPerSecond()));
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : EventSummary.printable(String.join(", ", names));
    }

    private static String why(PurgePlan plan) {
        return plan.noUndo() == null ? "" : " " + EventSummary.printable(plan.noUndo());
    }

    private boolean confirmed(PurgePlan plan) throws IOException {
        surroundings.err().print(plan.confirmName() ? "Type the queue's name to go on: " : "Go on? Type yes: ");
        surroundings.out().flush();
        surroundings.err().flush();
        String answer = readLine(surroundings.in()).strip();
        return plan.confirmName() ? answer.equals(name) : answer.equals("yes") || answer.equals(name);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n' && line.size() < 1_000; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
