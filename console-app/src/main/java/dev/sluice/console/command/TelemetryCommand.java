package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.TelemetryClient.Query;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.live.TelemetryCounts;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.live.TelemetryTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./sluice telemetry`: what the pipeline did, over time.
@Command(
        name = "telemetry",
        mixinStandardHelpOptions = true,
        description =
                "Shows what was counted in each step of time, depth and latency. A step that nobody watched is left out.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class TelemetryCommand extends ServerCommand {
    private static final String ROW = "%-20s %10s %10s %10s %8s %8s %10s %10s";
    private static final String PAIR = "%12s  %-32s %s";
    private static final int MOST_PAIRS = 200;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "from then on, such as 24h or 2026-11-23T10:00:00Z (default: 15m)")
    @Nullable
    Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Moments.class, description = "before (default: now)")
    @Nullable
    Instant to;

    @Option(names = "--step", paramLabel = "TIME", description = "such as 1s, 1m or 1h (default: what suits)")
    @Nullable
    String step;

    @Option(names = "--queue", paramLabel = "NAME", description = "of this queue only")
    @Nullable
    String queue;

    @Option(names = "--instance", paramLabel = "ID", description = "what this instance counted itself, by id or name")
    @Nullable
    String instance;

    @Option(names = "--types", description = "what came in by source and type instead, most first")
    boolean types;

    TelemetryCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        if (types) {
            if (step != null || queue != null || instance != null) {
                throw new IllegalArgumentException("--types takes no --step, --queue or --instance.");
            }
            TelemetryTypes answer = client.telemetry().types(from, to, MOST_PAIRS);
            print(answer, () -> pairs(answer));
            return ExitCode.OK;
        }
        TelemetryHistory history = client.telemetry().history(new Query(from, to, seconds(), queue, instance));
        print(history, () -> table(history));
        return ExitCode.OK;
    }

    private @Nullable Integer seconds() {
        if (step == null) {
            return null;
        }
        Duration length = Durations.parse(step);
        if (length.toMillis() % 1_000 != 0 || length.isZero() || length.toDays() > 1) {
            throw new IllegalArgumentException("--step is " + step + "; whole seconds from 1s to 1d are allowed.");
        }
        return Math.toIntExact(length.toSeconds());
    }

    private static String table(TelemetryHistory history) {
        return Stream.concat(
                        Stream.of(ROW.formatted(
                                "UNTIL", "ACCEPTED", "STORED", "DUPLICATE", "DEAD", "REJECTED", "DEPTH", "P99 MS")),
                        history.items().stream().map(TelemetryCommand::row))
                .collect(Collectors.joining("\n"));
    }

    private static String row(TelemetrySample sample) {
        TelemetryCounts counts = sample.counts();
        Double p99 = sample.latencyP99();
        return ROW.formatted(
                sample.at().truncatedTo(ChronoUnit.SECONDS),
                counts == null ? "?" : counts.accepted(),
                counts == null ? "?" : counts.stored(),
                counts == null ? "?" : counts.duplicate(),
                counts == null ? "?" : counts.deadLettered(),
                counts == null ? "?" : counts.rejected(),
                sample.depthEvents(),
                p99 == null ? "-" : String.format(Locale.ROOT, "%.1f", p99));
    }

    private static String pairs(TelemetryTypes types) {
        return Stream.of(
                        Stream.of(PAIR.formatted("EVENTS", "TYPE", "SOURCE")),
                        types.items().stream()
                                .map(p -> PAIR.formatted(p.events(), printable(p.type()), printable(p.source()))),
                        Stream.of(PAIR.formatted(types.other(), "(other)", "(other)")))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
