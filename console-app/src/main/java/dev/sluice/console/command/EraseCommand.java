package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.erasure.Erasure;
import dev.sluice.model.erasure.ErasurePlan;
import dev.sluice.model.erasure.ErasureRequest;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.PurgePlan.Sample;
import java.io.IOException;
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

/// `./sluice erase`: shows what would go, asks for its number, erases it.
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Erases what is kept of a source or a subject, among stored events, dead letters, rejections,"
                + " conflicts and samples of purges: shows what would go, then asks for the number of events. It cannot"
                + " be undone.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done, or nothing to erase",
            "1:not confirmed, or the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached, or the erasure failed"
        })
final class EraseCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int MAX_ANSWER = 100;

    private final Surroundings surroundings;

    @Option(names = "--source", paramLabel = "TEXT", description = "the whole source")
    @Nullable
    String source;

    @Option(
            names = "--subject",
            paramLabel = "TEXT",
            description = "the whole subject; with --source, only of that source")
    @Nullable
    String subject;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "why; kept in the audit, so name no person")
    String reason = "";

    @Option(names = "--yes", description = "do not ask")
    boolean yes;

    @Option(names = "--json", description = "the outcome as JSON; needs --yes")
    boolean json;

    @Mixin
    ServerOptions server = new ServerOptions();

    EraseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (source == null && subject == null) {
            throw new IllegalArgumentException("Say what to erase: --source, --subject, or both.");
        }
        if (json && !yes) {
            throw new IllegalArgumentException("--json cannot ask; add --yes.");
        }
        try (SluiceClient client = server.client(surroundings)) {
            ErasurePlan plan = client.planErasure(new ErasureRequest(source, subject));
            if (!json) {
                print(plan);
            }
            if (plan.counts().total() == 0) {
                surroundings.out().println(json ? Json.text(plan) : "Nothing is kept of it; nothing was erased.");
                return ExitCode.OK;
            }
            if (!yes && !confirmed(plan)) {
                surroundings.err().println("That is not the number of events; nothing was erased.");
                return ExitCode.REJECTED;
            }
            return run(client, plan);
        }
    }

    private int run(SluiceClient client, ErasurePlan plan) throws InterruptedException {
        client.erase(plan.plan(), reason);
        Erasure erasure = client.erasure(plan.plan());
        while (erasure.state().equals(Erasure.RUNNING)) {
            Retry.Pauses.REAL.pause(EVERY);
            erasure = client.erasure(plan.plan());
        }
        String detail = erasure.detail() == null ? "" : " (" + EventSummary.printable(erasure.detail()) + ")";
        surroundings
                .out()
                .println(
                        json
                                ? Json.text(erasure)
                                : erasure.state() + ": erased "
                                        + erasure.erased().text() + detail);
        return erasure.state().equals(Erasure.DONE) ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(ErasurePlan plan) {
        PrintWriter out = surroundings.out();
        Instant oldest = plan.oldest();
        Instant newest = plan.newest();
        String span = oldest == null || newest == null
                ? ""
                : ", received between %s and %s"
                        .formatted(oldest.truncatedTo(ChronoUnit.SECONDS), newest.truncatedTo(ChronoUnit.SECONDS));
        out.println("This erases " + plan.counts().text() + span + ".");
        for (Sample sample : plan.samples()) {
            out.println("  " + EventSummary.printable(sample.type() + "  " + sample.source() + "  " + sample.id()));
        }
        out.println("It cannot be undone. The audit will name it " + plan.target() + ".");
        if (plan.waiting() > 0) {
            out.println(plan.waiting() + " events wait in queues; what of them is meant is stored later and stays.");
        }
    }

    private boolean confirmed(ErasurePlan plan) throws IOException {
        surroundings.err().print("Type the number of events to go on: ");
        surroundings.out().flush();
        surroundings.err().flush();
        var line = new java.io.ByteArrayOutputStream();
        for (int b = surroundings.in().read(); b >= 0 && b != '\n' && line.size() < MAX_ANSWER; ) {
            line.write(b);
            b = surroundings.in().read();
        }
        return line.toString(StandardCharsets.UTF_8)
                .strip()
                .equals(Long.toString(plan.counts().events()));
    }
}
