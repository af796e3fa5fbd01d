package dev.sluice.server.bench;

import dev.sluice.model.ledger.Ledger;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One measurement of storing, by the server or by raw COPY.
final class StoreBench {
    /// What the server consumes a queue with: `Consumers` of the room consume.
    private static final int CONNECTIONS = 2;

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration LOOK_CLOSELY = Duration.ofMillis(20);
    private static final double NEARLY_ALL = 0.9;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String SETTLED = """
            select (select coalesce(sum(stored + duplicate + dead + purged), 0) from frame_outcome)
                + (select coalesce(sum(stored + duplicate + dead + purged), 0) from incarnation)""";

    private final Servers servers;
    private final Connection admin;
    private final LedgerClient ledger;
    private final QueueTap tap;

    /// @param admin PostgreSQL's superuser on the server's database
    StoreBench(Servers servers, Connection admin, LedgerClient ledger, QueueTap tap) {
        this.servers = servers;
        this.admin = admin;
        this.ledger = ledger;
        this.tap = tap;
    }

    void empty() throws SQLException {
        StoredTable.execute(admin, StoredTable.TRUNCATE_EVENTS);
    }

    /// Fills the queue while it is paused, resumes it, and waits until all is stored.
    ///
    /// @param salt of the ids, another one each time
    StoreSample store(int run, String series, long rowsBefore, long events, long salt)
            throws IOException, SQLException, InterruptedException {
        tap.pause();
        Ledger before = ledger.now();
        Instant filling = Instant.now();
        tap.fill(new DataSet(events, 1, filling, salt));
        awaitAccepted(before, events);
        StoredTable.execute(admin, "checkpoint");
        long settledBefore = StoredTable.number(admin, SETTLED);
        Meter meter = new Meter(servers.clockTicks(), servers.processes(), admin);
        tap.resume();
        Instant end = awaitSettled(settledBefore + events);
        Meter.Cost cost = meter.stop();
        Ledger added = LedgerClient.between(before, ledger.now());
        String ofRun = " from event where received_at >= timestamptz '" + filling + "'";
        List<String> sizes = StoredTable.texts(admin, "select count(*)" + ofRun + " group by stored_at");
        Instant begin = Instant.ofEpochSecond(
                0,
                1_000
                        * StoredTable.number(
                                admin, "select (extract(epoch from min(stored_at)) * 1000000)::int8" + ofRun));
        double[] transactions = sizes.stream().mapToDouble(Double::parseDouble).toArray();
        double seconds = Duration.between(begin, end).toNanos() / 1e9;
        return new StoreSample(
                run,
                series,
                rowsBefore,
                events,
                seconds,
                Math.round(events / seconds),
                CONNECTIONS,
                transactions.length,
                (long) Medians.median(transactions),
                cost.cpuMicros(events),
                cost.walBytes(events),
                LedgerClient.fault(added, events, StoredTable.number(admin, "select count(*)" + ofRun)));
    }

    /// Copies what is stored into the tables once more, after emptying them.
    StoreSample copy(int run) throws IOException, SQLException, InterruptedException {
        RawCopy copy = RawCopy.of(admin);
        empty();
        StoredTable.execute(admin, "checkpoint");
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(servers.connectToStore());
            }
            Map<String, List<Long>> processes =
                    Map.of("client", List.of(ProcessHandle.current().pid()), "postgresql", servers.postgresProcesses());
            Meter meter = new Meter(servers.clockTicks(), processes, admin);
            double seconds = copy.run(connections);
            Meter.Cost cost = meter.stop();
            long rows = StoredTable.number(admin, "select count(*) from event");
            return new StoreSample(
                    run,
                    StoreSample.COPY,
                    0,
                    copy.events(),
                    seconds,
                    Math.round(copy.events() / seconds),
                    CONNECTIONS,
                    copy.transactions(),
                    copy.medianEvents(),
                    cost.cpuMicros(copy.events()),
                    cost.walBytes(copy.events()),
                    rows == copy.events() ? null : "%,d of %,d rows were copied".formatted(rows, copy.events()));
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private void awaitAccepted(Ledger before, long events) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // confirms reach the ledger a moment after they came
        while (LedgerClient.between(before, ledger.now()).accepted() < events) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the ledger does not have all that was accepted");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
    }

    private Instant awaitSettled(long wanted) throws IOException, SQLException, InterruptedException {
        long first = StoredTable.number(admin, SETTLED);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            long settled = StoredTable.number(admin, SETTLED);
            if (settled >= wanted) {
                return Instant.now();
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("%,d events were not stored in time".formatted(wanted - settled));
            }
            boolean soon = settled - first > NEARLY_ALL * (wanted - first);
            TimeUnit.NANOSECONDS.sleep((soon ? LOOK_CLOSELY : LOOK_EVERY).toNanos());
        }
    }
}
