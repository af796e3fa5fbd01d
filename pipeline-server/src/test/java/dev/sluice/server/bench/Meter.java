package dev.sluice.server.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What work costs: CPU by group of processes, and bytes of PostgreSQL's write-ahead log. Started when it is made.
final class Meter {
    private static final String WAL = "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

    private final ProcessCpu cpu;
    private final Map<String, List<Long>> processes;
    private final Connection admin;
    private final Map<String, Double> secondsBefore;
    private final long walBefore;

    /// @param wal bytes in all
    record Cost(Map<String, Double> cpuSeconds, long wal) {
        /// CPU an event, by group and in all.
        Map<String, Double> cpuMicros(long events) {
            Map<String, Double> micros = new TreeMap<>();
            double total = 0;
            for (Map.Entry<String, Double> group : cpuSeconds.entrySet()) {
                double each = group.getValue() * 1e6 / Math.max(1, events);
                micros.put(group.getKey(), tenths(each));
                total += each;
            }
            micros.put(Sample.TOTAL, tenths(total));
            return micros;
        }

        double walBytes(long events) {
            return tenths((double) wal / Math.max(1, events));
        }

        private static double tenths(double value) {
            return Math.round(value * 10) / 10.0;
        }
    }

    Meter(double clockTicks, Map<String, List<Long>> processes, Connection admin) throws IOException, SQLException {
        this.cpu = new ProcessCpu(clockTicks);
        this.processes = processes;
        this.admin = admin;
        this.walBefore = StoredTable.number(admin, WAL);
        this.secondsBefore = cpu.seconds(processes);
    }

    /// Since the start.
    Cost stop() throws IOException, SQLException {
        Map<String, Double> seconds = new TreeMap<>(cpu.seconds(processes));
        seconds.replaceAll((name, after) -> after - secondsBefore.get(name));
        return new Cost(seconds, StoredTable.number(admin, WAL) - walBefore);
    }
}
