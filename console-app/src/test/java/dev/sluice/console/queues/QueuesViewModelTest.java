package dev.sluice.console.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QueuesViewModelTest {
    private final QueuesFixture fixture = new QueuesFixture();
    private final QueuesViewModel model = fixture.model();

    @Test
    void loadsUntilTheFirstQueuesCome() {
        model.activate();

        assertSame(ViewState.LOADING, model.stateProperty().get());
    }

    @Test
    void showsTheQueuesAndChoosesTheFirst() {
        fixture.connected();
        model.activate();

        assertSame(ViewState.READY, model.stateProperty().get());
        assertEquals(List.of("audit", "clicks", "default", "orders", "test"), names());
        assertEquals("audit", chosen().name());
        assertEquals(new Badge("1 paused", Tone.WARNING), model.badgeProperty().get());
    }

    @Test
    void tellsWhatAQueueDoes() {
        fixture.connected();
        model.activate();

        QueueRow clicks = model.rows().get(1);
        assertEquals("118,204", clicks.events());
        assertEquals("growing", clicks.drains());
        assertEquals("38 s", clicks.oldest());
        QueueRow orders = model.rows().get(3);
        assertEquals("paused", orders.pill());
        assertEquals("paused", orders.drains());
        assertEquals(Tone.WARNING, orders.tone());
        QueueRow test = model.rows().get(4);
        assertEquals("–", test.oldest());
        assertEquals("–", test.drains());
        assertEquals("2 min", model.rows().get(2).drains());
    }

    @Test
    void drawsAQueueFurtherBackThanThisConsoleHasSeenIt() {
        fixture.connected();
        fixture.source.remembers(SampleData::past);
        model.activate();
        model.choose("orders");
        assertEquals(List.of(), fixture.source.asked(), "a quarter of an hour was seen");
        fixture.window.rangeProperty().set(ViewWindow.Range.ONE_DAY);
        fixture.ticker.advance(Duration.ofMillis(400));

        assertEquals("orders", fixture.source.asked().getLast().queue());
        ChartData depth = detail().depth();
        assertEquals(Duration.ofDays(1), Duration.between(depth.from(), depth.to()));
        long[] at = depth.series().getFirst().at();
        assertTrue(at.length > 1_000, at.length + " points");
        assertEquals(60_000, depth.series().getFirst().stepMillis());
    }

    @Test
    void explainsAPause() {
        fixture.connected();
        model.activate();
        model.choose("orders");

        QueueDetail.Banner banner = detail().banner();
        assertNotNull(banner);
        assertEquals("admin, 4 min ago: “db upgrade”", banner.why());
        assertEquals("resumes by itself 10:15", banner.until());
        assertEquals(1, detail().depth().bands().size());
    }

    @Test
    void keepsTheChoiceWhileFiguresChange() {
        fixture.connected();
        model.activate();
        model.choose("orders");
        fixture.second(QueuesTestData.at(0, new SplittableRandom(9)));

        assertEquals("orders", chosen().name());
    }

    @Test
    void filtersByAnyPartOfTheName() {
        fixture.connected();
        model.activate();
        model.filterProperty().set(" DE");

        assertEquals(List.of("default", "orders"), names());
    }

    @Test
    void staysClosedWhenTheOperatorClosedTheDetail() {
        fixture.connected();
        model.activate();
        model.choose(null);
        fixture.second(QueuesTestData.at(0, new SplittableRandom(9)));

        assertNull(model.chosen());
    }

    @Test
    void greysWithTheAgeWhenNothingComesAnyMore() {
        fixture.connected();
        model.activate();
        fixture.ticker.advance(Duration.ofSeconds(11));

        var stale =
                assertInstanceOf(ViewState.Stale.class, model.stateProperty().get());
        assertEquals("12 s", stale.age());
    }

    @Test
    void standsStillWhileTheWindowIsFrozen() {
        fixture.connected();
        model.activate();
        QueueRow before = model.rows().get(3);
        fixture.window.freeze(QueuesTestData.NOW);
        fixture.second(QueuesTestData.at(30, new SplittableRandom(9)));

        assertSame(before, model.rows().get(3));
    }

    @Test
    void resumesTheChosenQueue() {
        fixture.connected();
        model.activate();
        model.choose("orders");
        model.resume();

        assertEquals(List.of("resume orders"), fixture.control.acts);
        assertEquals("Resumed orders", fixture.notices.getFirst().text());
    }

    @Test
    void saysWhyAQueueWasNotResumed() {
        fixture.connected();
        model.activate();
        model.choose("orders");
        fixture.control.failure =
                new UnreachableException(UnreachableException.Kind.CUT_OFF, "The connection broke off.", null);
        model.resume();

        assertEquals(
                "orders was not resumed: The connection broke off.",
                fixture.notices.getFirst().text());
        assertEquals(Tone.DANGER, fixture.notices.getFirst().tone());
    }

    private List<String> names() {
        return model.rows().stream().map(QueueRow::name).toList();
    }

    private QueueRow chosen() {
        QueueRow row = model.chosen();
        assertNotNull(row);
        return row;
    }

    private QueueDetail detail() {
        QueueDetail detail = model.detailProperty().get();
        assertNotNull(detail);
        return detail;
    }
}
