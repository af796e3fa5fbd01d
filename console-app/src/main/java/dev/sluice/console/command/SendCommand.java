package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./sluice send`: events from a file or standard input to the pipeline.
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends events (CloudEvents as NDJSON or JSON) from a file or standard input.",
            "",
            "Requests that fail for a reason that may pass (429, 503, no connection) are sent again with the same"
                    + " events; that is safe, since an event is stored once per source and id. Rejected events are"
                    + " listed by their line, the first "
                    + SendReport.LISTED + " of them.",
            ""
        },
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:all events accepted",
            "1:some events rejected",
            "2:wrong arguments, or the file cannot be read",
            "3:the server cannot be reached or failed, or --wait came to its limit"
        })
final class SendCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "a file, or - for standard input (default)")
    String file = "-";

    @Option(names = "--rate", paramLabel = "N", description = "events a second (default: as fast as it goes)")
    double rate;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "events a request, 1 to 10000 (default ${DEFAULT-VALUE})")
    int batch = 100;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "requests in flight, 1 to 64 (default ${DEFAULT-VALUE})")
    int parallel = 4;

    @Option(
            names = "--wait",
            description = "wait until all that was confirmed is settled, and tell what was stored, duplicate or"
                    + " dead-lettered; ≈ marks numbers that others had a part in")
    boolean wait;

    @Option(
            names = "--wait-limit",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "how long --wait waits at most, such as 90s or 1h (default 30m)")
    Duration waitLimit = Duration.ofMinutes(30);

    @Option(
            names = "--give-up-after",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "how long one request is tried again on end (default 2m)")
    Duration giveUpAfter = Duration.ofMinutes(2);

    @Option(names = "--format", paramLabel = "FORMAT", description = "auto (default), ndjson or json")
    EventInputs.Format format = EventInputs.Format.AUTO;

    @Option(names = "--quiet", description = "no progress")
    boolean quiet;

    @Mixin
    ServerOptions server = new ServerOptions();

    SendCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(batch >= 1 && batch <= 10_000, "--batch is 1 to 10000, not " + batch);
        check(parallel >= 1 && parallel <= 64, "--parallel is 1 to 64, not " + parallel);
        check(rate >= 0 && Double.isFinite(rate), "--rate is a positive number, not " + rate);
        SendReport report = new SendReport();
        Retry retry = new Retry(
                giveUpAfter, Retry.Pauses.REAL, failure -> report.waiting(String.valueOf(failure.getMessage())));
        long start = System.nanoTime();
        try (SluiceClient client = server.client(surroundings);
                InputStream in = open();
                EventInput input = EventInputs.open(in, file, format)) {
            Settlement settlement = wait ? new Settlement(retry.call(() -> client.ledger(null))) : null;
            Settlement.Outcome outcome = null;
            RuntimeException failure = null;
            try (Progress _ = progress(report, input)) {
                var settings = new Sender.Settings(batch, rate, parallel);
                new Sender(client::ingest, retry, report, settings).send(input);
                if (settlement != null) {
                    long accepted = report.snapshot().accepted();
                    outcome = settlement.await(
                            client, retry, accepted, waitLimit, open -> report.waiting(open + " not settled yet"));
                }
            } catch (RuntimeException e) {
                failure = e;
            }
            return summary(report, outcome, failure, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private int summary(
            SendReport report,
            Settlement.@Nullable Outcome outcome,
            @Nullable RuntimeException failure,
            Duration took) {
        PrintWriter err = surroundings.err();
        SendReport.Snapshot end = report.snapshot();
        report.listed().forEach(line -> err.println(line.text()));
        if (end.rejected() > report.listed().size()) {
            err.println("and " + (end.rejected() - report.listed().size()) + " more");
        }
        String settled = outcome == null ? "" : "; " + outcome.text();
        surroundings
                .out()
                .println("%d accepted, %d rejected%s in %s"
                        .formatted(end.accepted(), end.rejected(), settled, Durations.text(took)));
        surroundings.out().flush();
        if (failure != null) {
            err.println(Failures.sentence(failure));
            return ExitCode.FAILED;
        }
        return end.rejected() == 0 ? ExitCode.OK : ExitCode.REJECTED;
    }

    private Progress progress(SendReport report, EventInput input) throws IOException {
        long total = fromStandardInput() ? 0 : Files.size(Path.of(file));
        PrintWriter err = quiet ? new PrintWriter(java.io.Writer.nullWriter()) : surroundings.err();
        return new Progress(err, surroundings.errorIsTerminal() && !quiet, report, input::position, total);
    }

    private boolean fromStandardInput() {
        return file.equals("-");
    }

    private InputStream open() throws IOException {
        if (fromStandardInput()) {
            return surroundings.in();
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException(file + " is a folder; name a file of events.");
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(file);
        }
        return Files.newInputStream(path);
    }

    private void check(boolean right, String sentence) {
        if (!right) {
            assert spec != null;
            throw new ParameterException(spec.commandLine(), sentence + ".");
        }
    }
}
