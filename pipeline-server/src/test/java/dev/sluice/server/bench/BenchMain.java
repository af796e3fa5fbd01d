package dev.sluice.server.bench;

import dev.sluice.model.json.Json;
import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import dev.sluice.server.queue.QueueTopology;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./sluice bench ingest`, once the launcher has started the servers. Raw samples go to stdout and to a file, one
/// JSON document a line, then the tables; progress goes to stderr. Exit code 0: the ledger was zero off and no
/// target was missed, 1 otherwise.
final class BenchMain {
    /// Whatever holds stored events or leads to them, in this version and the next; the ledger's own tables stay.
    private static final String TRUNCATE = """
            do $$ begin execute (
                select 'truncate ' || string_agg(oid::regclass::text, ', ') from pg_class where relkind in ('r', 'p')
                and not relispartition and relnamespace = 'public'::regnamespace and relname ~ '^event(_|$)'); end $$""";

    private final Servers servers = Servers.fromEnvironment();
    private final BenchOptions options;
    private final List<Target> targets;
    private final List<Sample> samples = new ArrayList<>();
    private final PrintStream file;

    private BenchMain(BenchOptions options) throws IOException {
        this.options = options;
        this.targets = options.judged() ? Targets.parse(Files.readAllLines(servers.targets())) : List.of();
        this.file = new PrintStream(Files.newOutputStream(servers.output()), true, StandardCharsets.UTF_8);
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
            Map<String, Object> facts = Facts.gather(servers, options, admin);
            print(Map.of("facts", facts));
            List<Endpoint> endpoints = new ArrayList<>(List.of(sluice()));
            for (Map.Entry<String, Map<String, String>> peer : options.peers().entrySet()) {
                say("starting " + peer.getKey());
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
                Map.of(
                        "server", servers.serverProcesses(),
                        "rabbitmq", servers.rabbitmqProcesses(),
                        "postgresql", servers.postgresProcesses()),
                new StoredTable(
                        StoredTable.connect(servers.jdbcUrl("sluice"), "postgres", servers.postgresPassword()),
                        "select count(*) from event",
                        TRUNCATE));
    }

    private void measure(Bench bench, List<Endpoint> endpoints) throws Exception {
        int half = options.warmupSeconds() / 2;
        for (Endpoint endpoint : endpoints) {
            if (half > 0) {
                say("warming up %s for %d s".formatted(endpoint.name(), 2 * half));
                bench.warmUp(endpoint, Mode.SINGLE, half);
                bench.warmUp(endpoint, Mode.BATCH, half);
            }
        }
        for (int run = 1; run <= options.runs(); run++) {
            for (Mode mode : options.modes()) {
                for (Endpoint endpoint : endpoints) {
                    if (mode != Mode.LONELY || endpoint.isSluice()) {
                        say("run %d of %d: %s, %s".formatted(run, options.runs(), mode.word(), endpoint.name()));
                        add(bench.measure(run, endpoint, mode));
                    }
                }
                if (mode == Mode.LONELY) {
                    say("run %d of %d: %s, %s".formatted(run, options.runs(), mode.word(), Sample.BARE));
                    add(BareConfirm.like(QueueTopology.objectName("default"), servers)
                            .run(run, options.seconds()));
                }
            }
        }
    }

    private void add(Sample sample) {
        samples.add(sample);
        print(Map.of("sample", sample));
    }

    private boolean report(Map<String, Object> facts) {
        Report report = new Report(samples);
        facts.forEach((name, value) ->
                System.out.printf("%-22s%s%n", name, value instanceof String ? value : Json.text(value)));
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

    private void print(Map<String, Object> document) {
        String line = Json.text(document);
        System.out.println(line);
        file.println(line);
    }

    private static void say(String text) {
        System.err.println("        " + text);
    }
}
