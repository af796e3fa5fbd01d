package dev.sluice.console.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.FakeLiveSource;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardViewModelTest {
    private static final Instant NOW = SampleData.NOW;

    private final ManualTicker ticker = new ManualTicker(NOW);
    private final FakeLiveSource source = new FakeLiveSource();
    private final Feed feed = new Feed(source, new ImmediateTaskRunner(), ticker);
    private final ViewWindow window = new ViewWindow();
    private final DashboardViewModel model = new DashboardViewModel(feed, window, ticker);
    private Subscription active = () -> {};

    @Test
    void loadsUntilTheFirstSampleComes() {
        active = model.activate();
        assertEquals(ViewState.LOADING, model.stateProperty().get());
        connect();
        push(0, 100, 90);
        assertEquals(ViewState.READY, model.stateProperty().get());
        assertEquals("100", model.tilesProperty().get().accepted().figure());
        assertEquals("90", model.tilesProperty().get().stored().figure());
    }

    @Test
    void tellsHowToSendAFirstEvent() {
        active = model.activate();
        connect();
        source.push(new LiveUpdate.Account(new Ledger(0, 0, 0, 0, 0, 0, 0, null, null)));
        push(0, 0, 0);
        assertInstanceOf(ViewState.Empty.class, model.stateProperty().get());
    }

    @Test
    void goesStaleAndComesBack() {
        active = model.activate();
        connect();
        push(0, 100, 100);
        ticker.advance(Duration.ofSeconds(12));
        assertEquals(new ViewState.Stale("12 s"), model.stateProperty().get());
        push(12, 100, 100);
        assertEquals(ViewState.READY, model.stateProperty().get());
    }

    @Test
    void movesTheChartsOnWhileNothingComes() {
        active = model.activate();
        connect();
        push(0, 100, 100);
        Instant before = model.charts().ratesProperty().get().to();
        ticker.advance(Duration.ofSeconds(10));
        Duration moved =
                Duration.between(before, model.charts().ratesProperty().get().to());
        assertEquals(10, moved.plusMillis(500).toSeconds());
    }

    @Test
    void saysWhyItWasRefused() {
        active = model.activate();
        feed.start();
        source.state(
                new ConnectionState.Refused(Problem.of(ErrorCode.UNAUTHENTICATED, "The token was revoked.", "r1")));
        ticker.advance(Duration.ofSeconds(1));
        assertEquals(
                new ViewState.Failed("unauthenticated", "The token was revoked.", "r1"),
                model.stateProperty().get());
    }

    @Test
    void standsStillWhileFrozenAndCatchesUp() {
        active = model.activate();
        connect();
        push(0, 100, 100);
        window.freeze(feed.model().serverNow(ticker.now()));
        push(4, 900, 900);
        assertEquals("100", model.tilesProperty().get().accepted().figure());
        assertEquals(NOW.plusMillis(100), model.charts().ratesProperty().get().to());
        window.goLive();
        assertEquals("500", model.tilesProperty().get().accepted().figure());
        assertEquals(2, model.charts().ratesProperty().get().series().getFirst().at().length);
    }

    @Test
    void followsTheRange() {
        active = model.activate();
        connect();
        push(0, 1, 1);
        window.rangeProperty().set(ViewWindow.Range.FIVE_MINUTES);
        assertEquals(
                Duration.ofMinutes(5),
                Duration.between(
                        model.charts().ratesProperty().get().from(),
                        model.charts().ratesProperty().get().to()));
    }

    @Test
    void putsPausedQueuesFirstInThePipeline() {
        active = model.activate();
        connect();
        QueueState paused = SampleData.queue(
                "zebra",
                List.of("z.*"),
                3,
                1,
                0,
                null,
                new QueueState.Pause("pausing 1 of 3", "why", "ops", NOW, null));
        source.push(
                new LiveUpdate.Queues(List.of(SampleData.queue("default", List.of("*"), 0, 1, 1, null, null), paused)),
                new LiveUpdate.Health(HealthReport.of(
                        List.of(new HealthReport.Check("database", HealthState.RED, "No answer for 12 s.")))));
        push(0, 1, 1);
        Stages.Pipeline pipeline = model.pipelineProperty().get();
        assertEquals(
                new StageRow("zebra", "pausing 1 of 3", Tone.WARNING),
                pipeline.queues().getFirst());
        assertEquals(
                new StageRow("default", "empty", Tone.MUTED), pipeline.queues().getLast());
        assertEquals(new StageRow("PostgreSQL", "No answer for 12 s.", Tone.DANGER), pipeline.database());
        assertEquals("paused", model.drainProperty().get());
    }

    @Test
    void leavesTheFeedAloneWhenItIsNotShown() {
        active = model.activate();
        connect();
        push(0, 100, 100);
        active.close();
        push(1, 900, 900);
        assertEquals("100", model.tilesProperty().get().accepted().figure());
    }

    private void connect() {
        feed.start();
        source.state(new ConnectionState.Connected(NOW));
        ticker.advance(Duration.ofMillis(100));
    }

    private void push(int second, double accepted, double stored) {
        source.push(new LiveUpdate.Telemetry(
                new TelemetrySample(NOW.plusSeconds(second), accepted, stored, 0, 0, 0, 7, 1, null, null, null)));
        ticker.advance(Duration.ofMillis(100));
    }
}
