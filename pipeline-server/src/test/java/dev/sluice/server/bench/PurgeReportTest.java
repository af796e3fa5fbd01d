package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.bench.Targets.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PurgeReportTest {
    @Test
    void judgesTheMediansOfPurgesAndUndos() {
        PurgeReport report = new PurgeReport(List.of(
                sample(PurgeSample.PURGE, 10_000),
                sample(PurgeSample.PURGE, 30_000),
                sample(PurgeSample.PURGE, 40_000),
                sample(PurgeSample.UNDO, 19_000)));
        List<Verdict> verdicts = report.judge(Targets.parse(
                List.of("purge eventsPerSecond >= 20000 -", "undo eventsPerSecond >= 20000 -"),
                PurgeReport.VOCABULARY));
        assertInstanceOf(Verdict.Met.class, verdicts.getFirst());
        assertInstanceOf(Verdict.Missed.class, verdicts.getLast());
    }

    @Test
    void findsAnEventThatIsNeitherInFlightNorPurged() {
        assertNull(PurgeBench.fault(ledger(60, 40, 0), 100));
        assertEquals("100 accepted were 60 in flight and 39 purged", PurgeBench.fault(ledger(60, 39, 0), 100));
        assertEquals("1 events were unexplained", PurgeBench.fault(ledger(60, 39, 1), 100));
    }

    private static Ledger ledger(long inFlight, long purged, long unexplained) {
        return new Ledger(100, 0, 0, 0, purged, inFlight, unexplained, null, null);
    }

    private static PurgeSample sample(String series, double eventsPerSecond) {
        return new PurgeSample(1, series, 100, 1, eventsPerSecond, Map.of(), 0, 1, null);
    }
}
