package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.json.Json;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.testkit.Checker;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/// Memory at full speed: ten minutes with `--full`, else half a minute with more tolerance, which a leak of some
/// hundred bytes an event still exceeds.
class SoakIT {
    private static final int SAMPLES = 12;
    private static final double GROWTH = FaultTimes.FULL ? 1.10 : 1.35;
    private static final long BACKLOG = 20_000;

    @Test
    void needsNoMoreMemoryTheLongerItRunsAtFullSpeed() {
        try (TestServers servers = new TestServers();
                ServerProcess server = ServerProcess.start(servers);
                Checker checker = servers.checker(server::url, server::url)) {
            List<Footprint> samples = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                drive(server, checker, FaultTimes.SOAK.dividedBy(SAMPLES));
                samples.add(Footprint.of(server));
            }
            checker.verify();
            // the first third warms up: classes, compiled code, pools, caches
            assertFlat("heap", samples, Footprint::heapKib);
            if (FaultTimes.FULL) {
                assertFlat("resident memory", samples, Footprint::residentKib);
            }
            assertFlat("threads", samples, Footprint::threads);
        }
    }

    /// As fast as it is stored: beyond a backlog the producers wait, since memory is what is measured, not the broker's
    /// disk.
    private static void drive(ServerProcess server, Checker checker, Duration span) {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() - end < 0) {
            try (Load _ = checker.load(8, 100, Duration.ZERO)) {
                Eventually.eventually(
                        span.plusSeconds(30),
                        () -> System.nanoTime() - end >= 0 || inFlight(server) > BACKLOG,
                        "the span is over or enough waits");
            }
            Eventually.eventually(
                    Duration.ofSeconds(60), () -> inFlight(server) < BACKLOG / 2, "half of the backlog is stored");
        }
    }

    private static long inFlight(ServerProcess server) {
        try {
            return Json.read(server.get("/v1/ledger"), Ledger.class).inFlight();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The least of several samples: what batches under way hold comes and goes, what leaks stays.
    private static void assertFlat(String what, List<Footprint> samples, ToLongFunction<Footprint> of) {
        long early = least(samples.subList(SAMPLES / 3, 2 * SAMPLES / 3), of);
        long late = least(samples.subList(2 * SAMPLES / 3, SAMPLES), of);
        assertTrue(late <= early * GROWTH, what + " grew from " + early + " to " + late + ": " + samples);
    }

    private static long least(List<Footprint> samples, ToLongFunction<Footprint> of) {
        return samples.stream().mapToLong(of).min().orElseThrow();
    }
}
