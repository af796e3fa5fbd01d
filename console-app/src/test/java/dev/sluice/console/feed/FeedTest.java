package dev.sluice.console.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.task.Subscription;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final ManualTicker ticker = new ManualTicker(NOW);
    private final FakeLiveSource source = new FakeLiveSource();
    private final Feed feed = new Feed(source, new ImmediateTaskRunner(), ticker);
    private final FeedModel model = feed.model();

    @Test
    void startsWithTheHistoryOfTheServer() {
        source.holds(samples(600), List.of(act(1)));
        connect();
        assertEquals(600, model.telemetryProperty().get().samples().size());
        assertEquals(1, model.actsProperty().get().size());
    }

    @Test
    void showsAMomentOnceThoughItComesFromHistoryAndLive() {
        source.holds(samples(10), List.of());
        connect();
        source.push(new LiveUpdate.Telemetry(sample(0)), new LiveUpdate.Telemetry(sample(-1)));
        ticker.advance(Duration.ofSeconds(1));
        assertEquals(11, model.telemetryProperty().get().samples().size());
    }

    @Test
    void keepsNoMoreThanAQuarterOfAnHour() {
        connect();
        for (int i = 2_000; i >= 0; i--) {
            source.push(new LiveUpdate.Telemetry(sample(i)));
        }
        ticker.advance(Duration.ofSeconds(1));
        int kept = model.telemetryProperty().get().samples().size();
        assertTrue(kept <= 903 && kept >= 900, () -> kept + " samples");
    }

    @Test
    void changesTheModelAtMostTenTimesASecond() {
        connect();
        AtomicInteger changes = new AtomicInteger();
        model.telemetryProperty().addListener((property, before, now) -> changes.incrementAndGet());
        for (int i = 500; i > 0; i--) {
            source.push(new LiveUpdate.Telemetry(sample(i)));
            ticker.advance(Duration.ofMillis(2));
        }
        assertTrue(changes.get() <= 11, () -> changes + " changes");
    }

    @Test
    void fetchesWhatWasMissedWhenTheConnectionComesBack() {
        connect();
        source.state(new ConnectionState.Reconnecting(1, NOW.plusSeconds(2), "The connection was closed"));
        ticker.advance(Duration.ofSeconds(1));
        assertFalse(model.connected());
        source.holds(samples(30), List.of());
        connect();
        assertEquals(30, model.telemetryProperty().get().samples().size());
    }

    @Test
    void hurriesTheNextTryWhenAskedToRefreshWithoutAConnection() {
        connect();
        feed.refresh();
        assertEquals(0, source.retries());
        source.state(new ConnectionState.Reconnecting(1, NOW.plusSeconds(20), "The connection was closed"));
        ticker.advance(Duration.ofSeconds(1));
        feed.refresh();
        assertEquals(1, source.retries());
    }

    @Test
    void agesUntilTheServerIsHeardAgain() {
        connect();
        assertNull(model.ageProperty().get());
        source.push(new LiveUpdate.Telemetry(sample(0)));
        ticker.advance(Duration.ofMillis(400));
        assertEquals(Duration.ofMillis(400), model.ageProperty().get());
        assertFalse(model.stale());
        ticker.advance(Duration.ofSeconds(4));
        assertTrue(model.stale());
        source.push(new LiveUpdate.Telemetry(sample(-5)));
        ticker.advance(Duration.ofMillis(200));
        assertFalse(model.stale());
    }

    @Test
    void tellsTheServersTimeWhateverTheClockHere() {
        connect();
        source.push(new LiveUpdate.Telemetry(sample(3_600)));
        ticker.advance(Duration.ofSeconds(2));
        assertEquals(NOW.minusSeconds(3_600).plusSeconds(2), model.serverNow(ticker.now()));
    }

    @Test
    void countsWhatWasMissed() {
        connect();
        source.push(new LiveUpdate.Gap(3), new LiveUpdate.Gap(4));
        ticker.advance(Duration.ofSeconds(1));
        assertEquals(7, model.missedProperty().get());
    }

    @Test
    void keepsTheNewestFiftyActs() {
        connect();
        IntStream.range(0, 120).forEach(i -> source.push(new LiveUpdate.Act(act(i))));
        ticker.advance(Duration.ofSeconds(1));
        assertEquals(50, model.actsProperty().get().size());
        assertEquals(act(0), model.actsProperty().get().getFirst());
    }

    @Test
    void closesTheConnectionWithTheFeed() {
        Subscription running = feed.start();
        running.close();
        assertFalse(source.isOpen());
    }

    private void connect() {
        if (!source.isOpen()) {
            feed.start();
        }
        source.state(new ConnectionState.Connected(NOW));
        ticker.advance(Duration.ofMillis(200));
    }

    private static List<TelemetrySample> samples(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(FeedTest::sample).toList());
    }

    private static TelemetrySample sample(int secondsAgo) {
        return new TelemetrySample(NOW.minusSeconds(secondsAgo), 10, 9, 1, 0, 0, 5, 1, 4.0, 8.0, 12.0);
    }

    private static AuditRecord act(int secondsAgo) {
        return new AuditRecord(
                NOW.minusSeconds(secondsAgo), "admin", "pause", "queue:orders", "why", "done", null, null, null);
    }
}
