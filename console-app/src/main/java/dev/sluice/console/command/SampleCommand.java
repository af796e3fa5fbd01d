package dev.sluice.console.command;

import dev.sluice.console.client.Body;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sample`: a small made-up source, so that a new pipeline has something to show.
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Sends made-up events of a few shops until it is stopped: orders, payments, parcels, log-ins.",
            "The rate rises and falls gently around --rate. Outages are waited for quietly."
        },
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {"2:wrong arguments", "3:the server does not let it in"})
final class SampleCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final double WAVE_SECONDS = 180;

    private final Surroundings surroundings;

    @Option(names = "--rate", paramLabel = "N", description = "events a second on average (default ${DEFAULT-VALUE})")
    double rate = 20;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "end after this time (default: never)")
    Duration time = Duration.ofDays(36_500);

    @Mixin
    ServerOptions server = new ServerOptions();

    SampleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(rate > 0 && rate <= 100_000)) {
            throw new IllegalArgumentException("--rate is above 0 and at most 100000, not " + rate + ".");
        }
        Retry.Pauses pauses = Retry.Pauses.REAL;
        Retry retry = new Retry(Duration.ofDays(3_650), pauses, new OnceEach(surroundings.err()));
        SampleEvents events = new SampleEvents(new SplittableRandom());
        long start = pauses.nanoTime();
        double owed = 0;
        double before = 0;
        try (SluiceClient client = server.client(surroundings)) {
            for (double t = 0; t < time.toMillis() / 1e3; t = (pauses.nanoTime() - start) / 1e9) {
                double wave =
                        1 + 0.25 * Math.sin(2 * Math.PI * t / WAVE_SECONDS) + 0.1 * Math.sin(2 * Math.PI * t / 17);
                owed += rate * wave * Math.min(1, t - before); // after an outage it goes on, and does not catch up
                before = t;
                List<EventText> due = new ArrayList<>();
                for (; owed >= 1; owed--) {
                    due.add(new EventText(events.next(Instant.now()), due.size() + 1));
                }
                if (!due.isEmpty()) {
                    Body body = new Batch(due, Body.NDJSON).body();
                    retry.call(() -> client.ingest(body));
                }
                pauses.pause(TICK);
            }
        }
        return ExitCode.OK;
    }
}
