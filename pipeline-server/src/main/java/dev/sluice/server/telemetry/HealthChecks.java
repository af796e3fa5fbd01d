package dev.sluice.server.telemetry;

import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The health of this process: named checks, asked at most once a second.
///
/// Only one thread asks at a time; others get the last report meanwhile, so a check that hangs delays nobody but
/// is told as a red `health` check after ten seconds. Thread-safe.
public final class HealthChecks {
    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long STUCK_NANOS = Duration.ofSeconds(10).toNanos();

    private record Dated(HealthReport report, long atNanos) {}

    private final Map<String, Supplier<Check>> suppliers = new ConcurrentSkipListMap<>();
    /// names whose failure was logged already
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final ReentrantLock asking = new ReentrantLock();
    private final LongSupplier nanoTime;
    private volatile Dated last;

    public HealthChecks() {
        this(System::nanoTime);
    }

    /// @param nanoTime the clock, for tests
    HealthChecks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = new Dated(HealthReport.of(List.of()), nanoTime.getAsLong() - FRESH_NANOS);
    }

    /// Adds or replaces a check.
    ///
    /// @param name kebab-case
    /// @param check cheap; a failure of it is a red check
    public void register(String name, Supplier<Check> check) {
        suppliers.put(name, check);
        last = new Dated(last.report(), nanoTime.getAsLong() - FRESH_NANOS);
    }

    /// The last report when it is younger than a second or another thread is asking, else a new one.
    public HealthReport report() {
        Dated known = last;
        if (nanoTime.getAsLong() - known.atNanos() < FRESH_NANOS) {
            return known.report();
        }
        if (!asking.tryLock()) {
            return stale(known);
        }
        try {
            List<Check> checks = suppliers.entrySet().stream()
                    .map(entry -> ask(entry.getKey(), entry.getValue()))
                    .toList();
            HealthReport report = HealthReport.of(checks);
            last = new Dated(report, nanoTime.getAsLong());
            return report;
        } finally {
            asking.unlock();
        }
    }

    private HealthReport stale(Dated known) {
        long age = nanoTime.getAsLong() - known.atNanos();
        if (age < STUCK_NANOS) {
            return known.report();
        }
        List<Check> checks = new ArrayList<>(known.report().checks());
        checks.add(new Check(
                "health",
                HealthState.RED,
                "The checks have not answered for " + Duration.ofNanos(age).toSeconds()
                        + " s; what is shown is that old"));
        return HealthReport.of(checks);
    }

    private Check ask(String name, Supplier<Check> supplier) {
        try {
            Check check = supplier.get();
            failing.remove(name);
            return check;
        } catch (RuntimeException e) {
            if (failing.add(name)) {
                LOG.warn("Health check {} fails", name, e);
            }
            return new Check(name, HealthState.RED, "The check itself failed; the log says why");
        }
    }
}
