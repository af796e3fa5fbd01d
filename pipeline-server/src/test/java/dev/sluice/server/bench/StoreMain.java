package dev.sluice.server.bench;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./sluice bench store`, once the launcher has started the servers. Exit code 0: the ledger was zero off and no
/// target was missed, 1 otherwise.
final class StoreMain {
    private static final Duration SHORTEST_DAY = Duration.ofMinutes(1);

    private final Servers servers = Servers.fromEnvironment();
    private final StoreOptions options;
    private final List<Target> targets;
    private final List<StoreSample> samples = new ArrayList<>();
    private final Output output;
    private long salt = new SecureRandom().nextLong();

    private StoreMain(StoreOptions options) throws IOException {
        this.options = options;
        this.targets = options.judged()
                ? Targets.parse(Files.readAllLines(servers.targets()), StoreReport.VOCABULARY)
                : List.of();
        this.output = new Output(servers.output());
    }

    static void main(String[] arguments) {
        int status;
        try {
            status = new StoreMain(StoreOptions.parse(List.of(arguments))).run() ? 0 : 1;
        } catch (Exception e) {
            System.err.println("sluice: the benchmark ended: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private boolean run() throws Exception {
        try (Connection admin = servers.connectAsAdmin();
                LedgerClient ledger = new LedgerClient(servers.http(), servers.token());
                QueueTap tap = new QueueTap(servers.http(), servers.token())) {
            Map<String, Object> facts = Facts.gather(servers, options, admin);
            output.print(Map.of("facts", facts));
            StoreBench bench = new StoreBench(servers, admin, ledger, tap);
            if (options.warmup() > 0) {
                Output.say("warming up with %,d events".formatted(options.warmup()));
                bench.store(0, StoreSample.STORE, 0, options.warmup(), salt++);
                bench.copy(0);
            }
            for (int run = 1; run <= options.runs(); run++) {
                Output.say("run %d of %d".formatted(run, options.runs()));
                bench.empty();
                add(bench.store(run, StoreSample.STORE, 0, options.events(), salt++));
                add(bench.copy(run));
            }
            if (options.rows() > 0) {
                onRows(bench, admin);
            }
            return report(facts);
        }
    }

    private void onRows(StoreBench bench, Connection admin) throws Exception {
        Output.say("storing %,d rows".formatted(options.rows()));
        bench.empty();
        preload(new DataLoad(servers, admin));
        long rows = options.rows();
        for (int run = 1; run <= options.runs(); run++) {
            Output.say("run %d of %d on top of %,d rows".formatted(run, options.runs(), rows));
            add(bench.store(run, StoreSample.ROWS, rows, options.events(), salt++));
            rows += options.events();
        }
    }

    /// Each day has its share, and today's comes until now, early or late: it is today's indexes that are written next.
    private void preload(DataLoad load) throws Exception {
        long today = options.rows() / options.rowsDays() / DataSet.FRAME * DataSet.FRAME;
        if (options.rowsDays() > 1) {
            Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS);
            load.store(new DataSet(options.rows() - today, options.rowsDays() - 1, midnight.minusMillis(1), salt++));
        }
        // another midnight may have passed
        Instant now = Instant.now();
        Duration span = Duration.between(now.truncatedTo(ChronoUnit.DAYS), now);
        Timeline timeline =
                new Timeline(today / DataSet.FRAME, 1, span.compareTo(SHORTEST_DAY) < 0 ? SHORTEST_DAY : span, now);
        load.store(new DataSet(today, timeline, salt++));
        load.finish();
    }

    private void add(StoreSample sample) {
        samples.add(sample);
        output.print(Map.of("sample", sample));
    }

    private boolean report(Map<String, Object> facts) {
        StoreReport report = new StoreReport(samples);
        Output.show(facts);
        report.table().forEach(System.out::println);
        System.out.println();
        List<String> faults = samples.stream()
                .filter(sample -> sample.fault() != null)
                .map(sample -> "  OFF      run %d, %s: %s".formatted(sample.run(), sample.series(), sample.fault()))
                .toList();
        System.out.println(faults.isEmpty() ? "the ledger is zero off in every run" : "the ledger is off");
        faults.forEach(System.out::println);
        List<Verdict> verdicts = report.judge(targets);
        if (!verdicts.isEmpty()) {
            System.out.println("targets");
            verdicts.forEach(verdict -> System.out.println(Report.text(verdict)));
        }
        System.out.println("raw samples: " + servers.output());
        return faults.isEmpty() && verdicts.stream().noneMatch(Verdict.Missed.class::isInstance);
    }
}
