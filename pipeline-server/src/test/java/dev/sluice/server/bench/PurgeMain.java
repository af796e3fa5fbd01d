package dev.sluice.server.bench;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./sluice bench purge`, once the launcher has started the servers. Exit code 0: the ledger was zero off throughout
/// and no target was missed, 1 otherwise.
final class PurgeMain {
    private final Servers servers = Servers.fromEnvironment();
    private final PurgeOptions options;
    private final List<Target> targets;
    private final List<PurgeSample> samples = new ArrayList<>();
    private final Output output;

    private PurgeMain(PurgeOptions options) throws IOException {
        this.options = options;
        this.targets = options.judged()
                ? Targets.parse(Files.readAllLines(servers.targets()), PurgeReport.VOCABULARY)
                : List.of();
        this.output = new Output(servers.output());
    }

    static void main(String[] arguments) {
        int status;
        try {
            status = new PurgeMain(PurgeOptions.parse(List.of(arguments))).run() ? 0 : 1;
        } catch (Exception e) {
            System.err.println("sluice: the benchmark ended: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private boolean run() throws Exception {
        try (Connection admin = servers.connectAsAdmin();
                ServerClient server = new ServerClient(servers.http(), servers.token());
                LedgerClient ledger = new LedgerClient(servers.http(), servers.token());
                QueueTap tap = new QueueTap(servers.http(), servers.token())) {
            Map<String, Object> facts = Facts.gather(servers, options, admin);
            output.print(Map.of("facts", facts));
            PurgeBench bench = new PurgeBench(servers, admin, server, ledger, tap);
            long salt = new SecureRandom().nextLong();
            Output.say("warming up");
            bench.run(0, options.events(), salt);
            for (int run = 1; run <= options.runs(); run++) {
                Output.say("run %d of %d".formatted(run, options.runs()));
                for (PurgeSample sample : bench.run(run, options.events(), salt + run)) {
                    samples.add(sample);
                    output.print(Map.of("sample", sample));
                }
            }
            return report(facts);
        }
    }

    private boolean report(Map<String, Object> facts) {
        PurgeReport report = new PurgeReport(samples);
        Output.show(facts);
        report.table().forEach(System.out::println);
        List<String> faults = samples.stream()
                .filter(sample -> sample.fault() != null)
                .map(sample -> "  OFF      run %d, %s: %s".formatted(sample.run(), sample.series(), sample.fault()))
                .toList();
        System.out.println(faults.isEmpty() ? "the ledger was zero off throughout" : "the ledger was off");
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
