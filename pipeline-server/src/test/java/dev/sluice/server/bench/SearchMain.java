package dev.sluice.server.bench;

import dev.sluice.server.bench.SearchQuery.Kind;
import dev.sluice.server.bench.SearchReport.Judgement;
import dev.sluice.server.bench.Targets.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./sluice bench search`, once the launcher has started the servers. Exit code 0: every answer was whole and right
/// and no target was missed, 1 otherwise.
final class SearchMain {
    private final Servers servers = Servers.fromEnvironment();
    private final SearchOptions options;
    private final List<Target> targets;
    private final List<SearchSample> samples = new ArrayList<>();
    private final Output output;

    private SearchMain(SearchOptions options) throws IOException {
        this.options = options;
        this.targets = options.judged()
                ? Targets.parse(Files.readAllLines(servers.targets()), SearchReport.VOCABULARY)
                : List.of();
        this.output = new Output(servers.output());
    }

    static void main(String[] arguments) {
        int status;
        try {
            status = new SearchMain(SearchOptions.parse(List.of(arguments))).run() ? 0 : 1;
        } catch (Exception e) {
            System.err.println("sluice: the benchmark ended: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private boolean run() throws Exception {
        List<String> list = Files.readAllLines(Path.of(System.getenv("BENCH_QUERIES")));
        try (Connection admin = servers.connectAsAdmin();
                SearchClient client = new SearchClient(servers.http(), servers.token())) {
            Map<String, Object> facts = Facts.gather(servers, options, admin);
            Timeline timeline = new SearchData(servers, admin, options).ensure();
            facts.put("end", timeline.end().toString());
            facts.put("rows", StoredTable.number(admin, "select count(*) from event"));
            facts.put("blocks", StoredTable.number(admin, "select count(*) from event_block"));
            facts.put("databaseMiB", StoredTable.number(admin, "select pg_database_size(current_database()) >> 20"));
            output.print(Map.of("facts", facts));
            List<SearchQuery> queries = new SearchQueries(options.events(), timeline)
                    .parse(list).stream()
                            .filter(query -> options.wants(query.name()))
                            .toList();
            measure(new SearchBench(servers, admin, client), queries);
            return report(facts);
        }
    }

    private void measure(SearchBench bench, List<SearchQuery> queries) throws Exception {
        List<SearchSample> asked = bench.ask(
                queries.stream().filter(query -> query.kind() != Kind.EXPORT).toList(), options.rounds());
        asked.forEach(this::add);
        for (SearchQuery query : queries) {
            if (query.naive() != null && options.naive()) {
                Output.say("scanning for " + query.name());
                double millis = bench.scan(query);
                asked.stream()
                        .filter(sample -> sample.name().equals(query.name()))
                        .forEach(sample -> add(sample.besides(millis)));
            }
        }
        for (SearchQuery query : queries) {
            if (query.kind() == Kind.EXPORT) {
                Output.say("exporting " + query.name());
                // the first one only makes the programs warm
                bench.export(query);
                add(bench.export(query));
            }
        }
    }

    private void add(SearchSample sample) {
        samples.add(sample);
        output.print(Map.of("sample", sample));
    }

    private boolean report(Map<String, Object> facts) {
        SearchReport report = new SearchReport(samples);
        Output.show(facts);
        report.tables().forEach(System.out::println);
        System.out.println();
        List<String> faults = samples.stream()
                .filter(sample -> !sample.complete() || sample.fault() != null)
                .map(sample -> "  OFF      %s: %s"
                        .formatted(sample.name(), sample.fault() == null ? "not complete" : sample.fault()))
                .toList();
        System.out.println(faults.isEmpty() ? "every answer was complete and right" : "answers were cut or wrong");
        faults.forEach(System.out::println);
        List<Judgement> judgements = report.judge(targets);
        if (!judgements.isEmpty()) {
            System.out.println("targets");
            judgements.forEach(judgement -> System.out.println(judgement.text()));
        }
        System.out.println("raw samples: " + servers.output());
        return faults.isEmpty()
                && judgements.stream().allMatch(judgement -> judgement.missed().isEmpty());
    }
}
