package dev.sluice.server.bench;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import dev.sluice.server.queue.QueueTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `./sluice bench ingest`, once the launcher has started the servers. Raw samples go to stdout and to a file, one
/// JSON document a line, then the tables; progress goes to stderr. Exit code 0: the ledger was zero off and no
/// target was missed, 1 otherwise.
final class BenchMain {
    private final Servers servers = Servers.fromEnvironment();
    private final BenchOptions options;
    private final List<Target> targets;
    private final List<Sample> samples = new ArrayList<>();
    private final Output output;

    private BenchMain(BenchOptions options) throws IOException {
        this.options = options;
        this.targets =
                options.judged() ? Targets.parse(Files.readAllLines(servers.targets()), Report.VOCABULARY) : List.of();
        this.output = new Output(servers.output());
    }

    static void main(String[] arguments) {
        int status;
        try {
            status = new BenchMain(BenchOptions.parse(List.of(arguments))).run() ? 0 : 1;
        } catch (Exception e) {
            System.err.println("sluice: the benchmark ended: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private boolean run() throws Exception {
        Peers peers = new Peers(servers);
        try (Connection admin =
                        StoredTable.connect(servers.jdbcUrl("postgres"), "postgres", servers.postgresPassword());
                LedgerClient ledger = new LedgerClient(servers.http(), servers.token())) {
            Map<String, Object> facts = Facts.gather(servers, options.withoutPeers(), admin);
            Map<String, String> addresses = new LinkedHashMap<>();
            options.peers().forEach((name, peer) -> addresses.put(name, peer.get("peer")));
            facts.put("peers", addresses);
            output.print(Map.of("facts", facts));
            List<Endpoint> endpoints = new ArrayList<>(List.of(sluice()));
            for (Map.Entry<String, Map<String, String>> peer : options.peers().entrySet()) {
                Output.say("starting " + peer.getKey());
                endpoints.add(peers.start(peer.getKey(), peer.getValue(), admin));
            }
            measure(new Bench(servers, options, admin, ledger), endpoints);
            return report(facts);
        }
    }

    private Endpoint sluice() throws SQLException {
        return new Endpoint(
                Sample.SLUICE,
                servers.http(),
                "/v1/events",
                "/v1/events",
                servers.token(),
                servers.processes(),
                StoredTable.ofEvents(servers.connectAsAdmin()));
    }

    private void measure(Bench bench, List<Endpoint> endpoints) throws Exception {
        int half = options.warmupSeconds() / 2;
        for (Endpoint endpoint : endpoints) {
            if (half > 0) {
                Output.say("warming up %s for %d s".formatted(endpoint.name(), 2 * half));
                bench.warmUp(endpoint, Mode.SINGLE, half);
                bench.warmUp(endpoint, Mode.BATCH, half);
            }
        }
        for (int run = 1; run <= options.runs(); run++) {
            for (Mode mode : options.modes()) {
                for (Endpoint endpoint : endpoints) {
                    if (mode != Mode.LONELY || endpoint.isSluice()) {
                        Output.say("run %d of %d: %s, %s".formatted(run, options.runs(), mode.word(), endpoint.name()));
                        add(bench.measure(run, endpoint, mode));
                    }
                }
                if (mode == Mode.LONELY) {
                    Output.say("run %d of %d: %s, %s".formatted(run, options.runs(), mode.word(), Sample.BARE));
                    add(BareConfirm.like(QueueTopology.objectName("default"), servers)
                            .run(run, options.seconds()));
                }
            }
        }
    }

    private void add(Sample sample) {
        samples.add(sample);
        output.print(Map.of("sample", sample));
    }

    private boolean report(Map<String, Object> facts) {
        Report report = new Report(samples);
        Output.show(facts);
        report.tables().forEach(System.out::println);
        System.out.println();
        List<String> faults = samples.stream()
                .filter(sample -> sample.fault() != null)
                .map(sample -> "  OFF      run %d, %s: %s".formatted(sample.run(), sample.mode(), sample.fault()))
                .toList();
        System.out.println(faults.isEmpty() ? "the ledger is zero off in every run" : "the ledger is off");
        faults.forEach(System.out::println);
        List<Verdict> verdicts = report.judge(targets);
        if (!verdicts.isEmpty()) {
            System.out.println("targets");
            verdicts.forEach(verdict -> System.out.println(Report.text(verdict)));
        }
        boolean failed = verdicts.stream().anyMatch(this::fails);
        System.out.println("raw samples: " + servers.output());
        return faults.isEmpty() && !failed;
    }

    private boolean fails(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Met _ -> false;
            case Verdict.Missed _ -> true;
            case Verdict.NotRun _ -> options.peersRequired();
        };
    }
}
