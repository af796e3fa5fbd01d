package dev.sluice.console.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.FakeLiveSource;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.feed.ViewWindow.Range;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.widget.ChartBand;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.ChartSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChartsViewModelTest {
    private static final Instant NOW = SampleData.NOW;

    private final ManualTicker ticker = new ManualTicker(NOW);
    private final FakeLiveSource source =
            new FakeLiveSource().holds(SampleData.samples(), SampleData.acts()).remembers(SampleData::past);
    private final Feed feed = new Feed(source, new ImmediateTaskRunner(), ticker);
    private final ViewWindow window = new ViewWindow();
    private final DashboardViewModel dashboard = new DashboardViewModel(feed, window, ticker);
    private final ChartsViewModel model = dashboard.charts();

    @BeforeEach
    void connect() {
        dashboard.activate();
        feed.start();
        source.state(new ConnectionState.Connected(NOW));
        source.push(SampleData.welcome());
        ticker.advance(Duration.ofMillis(100));
    }

    private ChartData rates() {
        // the next question is sent
        ticker.advance(Duration.ofMillis(200));
        return model.ratesProperty().get();
    }

    private ChartSeries accepted() {
        return rates().series().getFirst();
    }

    private static void assertNear(Instant expected, Instant actual) {
        Duration apart = Duration.between(expected, actual).abs();
        assertTrue(apart.compareTo(Duration.ofSeconds(1)) <= 0, () -> actual + " is " + apart + " from " + expected);
    }

    @Test
    void asksNothingWhileTheLiveFiguresReach() {
        for (Range range : List.of(Range.ONE_MINUTE, Range.FIVE_MINUTES, Range.FIFTEEN_MINUTES)) {
            window.rangeProperty().set(range);
        }
        assertEquals(List.of(), source.asked());
    }

    @Test
    void drawsEachRangeToThePresentWithWhatCameLiveAtTheEnd() {
        for (Range range : List.of(Range.ONE_HOUR, Range.SIX_HOURS, Range.ONE_DAY, Range.ONE_WEEK, Range.ONE_MONTH)) {
            window.rangeProperty().set(range);
            assertEquals(range.length(), Duration.between(rates().from(), rates().to()));
            long[] at = accepted().at();
            assertTrue(at.length > 300, range + ": " + at.length);
            assertEquals(NOW.toEpochMilli(), at[at.length - 1], range + " ends now");
            assertTrue(
                    at[0] - rates().from().toEpochMilli() <= accepted().stepMillis(), range + " begins where it says");
            for (int i = 1; i < at.length; i++) {
                assertTrue(at[i] > at[i - 1], range + ": each moment once");
            }
        }
    }

    @Test
    void movesBackInTimeAndToThePresentAgain() {
        window.rangeProperty().set(Range.ONE_HOUR);
        model.move(-0.5);
        model.move(-0.5);
        assertEquals(model.now().minus(Duration.ofHours(1)), rates().to());
        assertTrue(window.frozen());
        model.move(1);
        assertFalse(window.frozen());
        assertNear(model.now(), rates().to());
    }

    @Test
    void looksCloserAroundTheTimeCursor() {
        window.rangeProperty().set(Range.ONE_DAY);
        Instant noon = NOW.minus(Duration.ofHours(12));
        model.cursorProperty().set(noon);
        model.zoom(false, noon);
        assertEquals(Range.SIX_HOURS, window.rangeProperty().get());
        assertEquals(noon.plus(Duration.ofHours(3)), rates().to());
        model.goLive();
        assertNull(model.cursorProperty().get());
        assertNear(model.now(), rates().to());
    }

    @Test
    void showsTheFiguresOfTheTimeCursorInTheTiles() {
        window.rangeProperty().set(Range.ONE_DAY);
        Instant at = Instant.ofEpochSecond(NOW.minus(Duration.ofHours(5)).getEpochSecond() / 60 * 60);
        double accepted =
                SampleData.past(at.minusSeconds(60), at).items().getFirst().accepted();
        model.cursorProperty().set(at);
        assertEquals(
                String.format("%,d", Math.round(accepted)),
                dashboard.tilesProperty().get().accepted().figure());
        model.cursorProperty().set(NOW.minus(Duration.ofMinutes(570)));
        assertEquals("–", dashboard.tilesProperty().get().accepted().figure(), "nobody watched");
        model.cursorProperty().set(null);
        assertEquals(
                Tiles.of(feed.model().telemetryProperty().get()).accepted().figure(),
                dashboard.tilesProperty().get().accepted().figure());
    }

    @Test
    void comparesWithTheSameTimeOfYesterdayOrLastWeek() {
        window.rangeProperty().set(Range.ONE_DAY);
        for (Compare compare : List.of(Compare.DAY, Compare.WEEK)) {
            model.compareProperty().set(compare);
            ChartSeries faint = rates().series().getLast();
            assertTrue(faint.faint());
            assertEquals("accepted " + compare.word(), faint.name());
            Instant end = Instant.ofEpochMilli(faint.at()[faint.at().length - 1]);
            assertTrue(Duration.between(end, rates().to()).toSeconds() <= 60, compare + " ends at " + end);
            assertNear(
                    rates().to().minus(compare.back()), source.asked().getLast().to());
        }
        model.compareProperty().set(Compare.NONE);
        assertFalse(rates().series().getLast().faint());
    }

    @Test
    void marksWhatOperatorsDidThen() {
        Instant purged = NOW.minus(Duration.ofHours(20));
        source.did(SampleData.act(purged, "ops", "purge", "audit", "old", "purged 7 events"));
        assertFalse(rates().bands().stream().anyMatch(band -> band.from().equals(purged)));
        window.rangeProperty().set(Range.ONE_DAY);
        assertEquals(
                List.of("audit purged by ops"),
                rates().bands().stream()
                        .filter(band -> band.from().equals(purged))
                        .map(ChartBand::label)
                        .toList());
    }

    @Test
    void saysWhyThereIsNoHistoryAndShowsWhatItHas() {
        source.remembers((from, to) -> {
            throw new IllegalStateException("PostgreSQL does not answer");
        });
        window.rangeProperty().set(Range.ONE_DAY);
        assertTrue(model.lineProperty().get().note().contains("PostgreSQL does not answer"));
        assertEquals(902, accepted().at().length, "what came live");
        source.remembers(SampleData::past);
        ticker.advance(Duration.ofSeconds(6));
        assertEquals("", model.lineProperty().get().note());
        assertTrue(accepted().at().length > 1_000);
    }

    @Test
    void namesTheStretchAndItsSteps() {
        assertEquals(
                "23 Nov 09:46 – 10:01 · steps of 1 s",
                model.lineProperty().get().stretch());
        window.rangeProperty().set(Range.ONE_DAY);
        assertEquals(
                "22 Nov 10:01 – 23 Nov 10:01 · steps of 1 min",
                model.lineProperty().get().stretch());
        assertEquals("./sluice telemetry --from 2026-11-22T10:01:00Z --to 2026-11-23T10:01:00Z", model.command());
    }
}
