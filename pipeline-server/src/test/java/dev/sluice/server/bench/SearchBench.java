package dev.sluice.server.bench;

import dev.sluice.server.bench.SearchClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks questions and takes the time.
final class SearchBench {
    /// A question that takes so long is not asked in every round, but this often at least.
    private static final double LONG_MILLIS = 20_000;

    private static final int LEAST_ROUNDS = 3;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int CHUNK = 64 << 10;

    private final Servers servers;
    private final Connection admin;
    private final SearchClient client;

    /// @param admin PostgreSQL's superuser on the server's database
    SearchBench(Servers servers, Connection admin, SearchClient client) {
        this.servers = servers;
        this.admin = admin;
        this.client = client;
    }

    /// In rounds, so that each question finds what the others left in the caches. The first round does not count.
    List<SearchSample> ask(List<SearchQuery> queries, int rounds) throws IOException, InterruptedException {
        Map<SearchQuery, List<Answer>> answers = new LinkedHashMap<>();
        for (SearchQuery query : queries) {
            client.ask(query);
            answers.put(query, new ArrayList<>());
        }
        for (int round = 1; round <= rounds; round++) {
            Output.say("round %d of %d".formatted(round, rounds));
            for (SearchQuery query : queries) {
                List<Answer> its = answers.get(query);
                double spent = its.stream().mapToDouble(Answer::millis).sum();
                if (its.size() < LEAST_ROUNDS || spent < LONG_MILLIS) {
                    its.add(client.ask(query));
                }
            }
        }
        List<SearchSample> samples = new ArrayList<>();
        answers.forEach((query, its) -> samples.add(sample(query, its)));
        return samples;
    }

    private static SearchSample sample(SearchQuery query, List<Answer> answers) {
        return SearchSample.asked(
                query,
                answers.getLast().found(),
                answers.stream().mapToDouble(Answer::millis).toArray(),
                answers.stream().allMatch(Answer::complete),
                answers.stream()
                        .map(answer -> fault(query, answer))
                        .filter(text -> text != null)
                        .findFirst()
                        .orElse(null));
    }

    /// An answer that a time limit cut says so; it is slow, and not wrong.
    private static @Nullable String fault(SearchQuery query, Answer answer) {
        if (query.hits() == SearchQuery.UNKNOWN || !answer.complete()) {
            return null;
        }
        boolean page = query.kind() == SearchQuery.Kind.PAGE;
        long wanted = page ? Math.min(query.hits(), SearchClient.PAGE) : query.hits();
        if (answer.found() != wanted) {
            return "%,d events were found instead of %,d".formatted(answer.found(), wanted);
        }
        return page && answer.more() != query.hits() > SearchClient.PAGE
                ? "a page follows: " + answer.more() + ", which is wrong"
                : null;
    }

    /// The same page by a scan over all events, once.
    ///
    /// @return milliseconds
    double scan(SearchQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("select received_at, id, body from event where ").append(query.naive());
        List<Instant> times = new ArrayList<>();
        if (query.from() != null) {
            sql.append(" and received_at >= ?");
            times.add(query.from());
        }
        if (query.to() != null) {
            sql.append(" and received_at < ?");
            times.add(query.to());
        }
        sql.append(" order by received_at desc limit ").append(SearchClient.PAGE);
        for (String way : List.of("indexscan", "indexonlyscan", "bitmapscan")) {
            StoredTable.execute(admin, "set enable_" + way + " = off");
        }
        long began = System.nanoTime();
        long found = 0;
        try (PreparedStatement select = admin.prepareStatement(sql.toString())) {
            for (int i = 0; i < times.size(); i++) {
                select.setObject(i + 1, times.get(i).atOffset(ZoneOffset.UTC));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found++;
                }
            }
        } finally {
            StoredTable.execute(admin, "reset all");
        }
        double millis = (System.nanoTime() - began) / 1e6;
        if (query.hits() != SearchQuery.UNKNOWN && found != Math.min(query.hits(), SearchClient.PAGE)) {
            throw new SQLException("the scan beside " + query.name() + " found " + found + " events");
        }
        return millis;
    }

    /// Reads an export to its end while it watches the memory of both sides.
    SearchSample export(SearchQuery query) throws IOException, InterruptedException {
        long server = servers.serverProcesses().getFirst();
        long client = ProcessHandle.current().pid();
        Resident serverMemory = new Resident(server);
        Resident clientMemory = new Resident(client);
        long began = System.nanoTime();
        long looked = began;
        long events = 0;
        try (InputStream stream = this.client.export(query)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    events += chunk[i] == '\n' ? 1 : 0;
                }
                if (System.nanoTime() - looked > LOOK_EVERY.toNanos()) {
                    boolean second = events > query.hits() / 2;
                    serverMemory.look(second);
                    clientMemory.look(second);
                    looked = System.nanoTime();
                }
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        serverMemory.look(true);
        clientMemory.look(true);
        return SearchSample.exported(
                query,
                events,
                seconds,
                Math.max(serverMemory.growth(), clientMemory.growth()),
                new SearchSample.Memory(
                        serverMemory.before,
                        serverMemory.peak(),
                        serverMemory.now,
                        clientMemory.before,
                        clientMemory.peak(),
                        clientMemory.now),
                query.hits() == SearchQuery.UNKNOWN || events == query.hits()
                        ? null
                        : "%,d events were exported instead of %,d".formatted(events, query.hits()));
    }

    /// Resident memory of a process in MiB, in the two halves of some work.
    private static final class Resident {
        private final long pid;
        private final long before;
        private final long[] peaks = new long[2];
        private long now;

        Resident(long pid) throws IOException {
            this.pid = pid;
            this.before = ProcessCpu.memoryMiB(pid);
            peaks[0] = before;
        }

        void look(boolean second) throws IOException {
            now = ProcessCpu.memoryMiB(pid);
            int half = second ? 1 : 0;
            peaks[half] = Math.max(peaks[half], now);
        }

        long growth() {
            return Math.max(0, peaks[1] - peaks[0]);
        }

        long peak() {
            return Math.max(peaks[0], peaks[1]);
        }
    }
}
