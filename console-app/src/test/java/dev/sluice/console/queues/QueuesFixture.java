package dev.sluice.console.queues;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.FakeLiveSource;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.widget.Notice;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A feed that has run for a quarter of an hour, with everything around the Queues screen under the test's control.
final class QueuesFixture {
    final FakeLiveSource source = new FakeLiveSource();
    final ManualTicker ticker = new ManualTicker(QueuesTestData.NOW.minusSeconds(900));
    final ImmediateTaskRunner tasks = new ImmediateTaskRunner();
    final Feed feed = new Feed(source, tasks, ticker);
    final ViewWindow window = new ViewWindow();
    final FakeQueueControl control = new FakeQueueControl();
    final List<Notice> notices = new ArrayList<>();

    QueuesFixture() {
        feed.start();
    }

    QueuesFixture connected() {
        source.state(new ConnectionState.Connected(ticker.now()));
        SplittableRandom random = new SplittableRandom(5);
        for (int ago = 900; ago >= 0; ago--) {
            second(QueuesTestData.at(ago, random));
        }
        return this;
    }

    /// The next second of the server.
    void second(List<QueueState> queues) {
        source.push(
                new LiveUpdate.Telemetry(new TelemetrySample(ticker.now(), 1, 1, 0, 0, 0, 1, 1, null, null, null)),
                new LiveUpdate.Queues(queues));
        ticker.advance(Duration.ofMillis(100));
        ticker.advance(Duration.ofMillis(900));
    }

    QueuesViewModel model() {
        return new QueuesViewModel(feed, window, control, tasks, ticker, notices::add);
    }
}
