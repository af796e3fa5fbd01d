package dev.sluice.server.bench;

import dev.sluice.model.ledger.Ledger;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One measurement: empty the table, drive, wait, count.
final class Bench {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Servers servers;
    private final BenchOptions options;
    private final Connection admin;
    private final LedgerClient ledger;
    private final Load load;
    private final ProcessCpu cpu;

    /// @param admin PostgreSQL's superuser on this run's server
    Bench(Servers servers, BenchOptions options, Connection admin, LedgerClient ledger) {
        this.servers = servers;
        this.options = options;
        this.admin = admin;
        this.ledger = ledger;
        this.load = new Load(servers, options);
        this.cpu = new ProcessCpu(servers.clockTicks());
    }

    /// Load that is not counted, so that every program runs compiled and with its caches filled.
    void warmUp(Endpoint endpoint, Mode mode, int seconds) throws IOException, SQLException, InterruptedException {
        measure(0, endpoint, mode, seconds);
    }

    Sample measure(int run, Endpoint endpoint, Mode mode) throws IOException, SQLException, InterruptedException {
        return measure(run, endpoint, mode, options.seconds());
    }

    private Sample measure(int run, Endpoint endpoint, Mode mode, int seconds)
            throws IOException, SQLException, InterruptedException {
        endpoint.table().truncate();
        // each run starts with nothing to write behind it
        StoredTable.execute(admin, "checkpoint");
        @Nullable Ledger before = endpoint.isSluice() ? ledger.now() : null;
        long rowsBefore = endpoint.table().count();
        Map<String, Double> cpuBefore = cpu.seconds(endpoint.processes());
        long began = System.nanoTime();
        WrkResult wrk = load.drive(endpoint, mode, seconds);
        long accepted = (wrk.requests() - wrk.refused()) * options.batch(mode);
        Drain.Count count = before == null
                ? () -> endpoint.table().count() - rowsBefore
                : () -> LedgerClient.settled(LedgerClient.between(before, ledger.now()));
        Drain drain = Drain.await(count, accepted, Duration.ofSeconds(options.drainSeconds()));
        Map<String, Double> cpuAfter = cpu.seconds(endpoint.processes());
        @Nullable Ledger added = before == null ? null : LedgerClient.between(before, ledger.now());
        long stored = added == null ? drain.settled() : added.stored();
        double storedSeconds = (double) (drain.lastChange() - began) / NANOS_PER_SECOND;
        return new Sample(
                run,
                mode.word(),
                endpoint.name(),
                options.batch(mode),
                options.connections(mode),
                accepted,
                Math.round(accepted / ((double) wrk.took().toNanos() / NANOS_PER_SECOND)),
                stored,
                Math.round(stored / storedSeconds),
                drain.meanwhile(),
                accepted - drain.settled(),
                wrk.errors(),
                wrk.refused(),
                wrk.p50().toNanos() / 1e6,
                wrk.p99().toNanos() / 1e6,
                perEvent(cpuBefore, cpuAfter, stored),
                endpoint.isSluice()
                        ? ProcessCpu.memoryMiB(servers.serverProcesses().getFirst())
                        : 0,
                added,
                added == null
                        ? null
                        : LedgerClient.fault(added, accepted, endpoint.table().count() - rowsBefore));
    }

    private static Map<String, Double> perEvent(Map<String, Double> before, Map<String, Double> after, long events) {
        Map<String, Double> micros = new TreeMap<>();
        double total = 0;
        for (Map.Entry<String, Double> group : after.entrySet()) {
            double each = (group.getValue() - before.get(group.getKey())) * 1e6 / Math.max(1, events);
            micros.put(group.getKey(), Math.round(each * 10) / 10.0);
            total += each;
        }
        if (!after.isEmpty()) {
            micros.put(Sample.TOTAL, Math.round(total * 10) / 10.0);
        }
        return micros;
    }
}
