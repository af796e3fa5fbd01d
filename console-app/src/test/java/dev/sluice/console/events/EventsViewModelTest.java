package dev.sluice.console.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ProblemException;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.task.HeldTaskRunner;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventsViewModelTest {
    private final FakeEventSearch search = new FakeEventSearch(1_284);
    private final EventsViewModel model = new EventsViewModel(search, new ImmediateTaskRunner());

    @Test
    void searchesWhenOpenedForTheFirstTimeOnly() {
        model.activate();
        model.activate();

        assertEquals(1, search.queries.size());
        assertSame(ViewState.READY, model.stateProperty().get());
        assertEquals("1,284 events", model.countProperty().get().figure());
        assertTrue(model.countProperty().get().note().startsWith("exact · "));
        assertEquals(90, assertHistogram().counts().size());
    }

    @Test
    void coversTheLastDayUnlessToldOtherwise() {
        model.activate();
        assertEquals(
                FakeEventSearch.NOW.minusSeconds(86_400),
                search.queries.getLast().from());
        model.cover(TimeRange.ALWAYS);
        assertNull(search.queries.getLast().from());
        Instant from = Instant.parse("2026-11-23T09:50:00Z");
        model.cover(TimeRange.between(from, from.plusSeconds(60)));

        assertEquals(from, search.queries.getLast().from());
        assertEquals(from.plusSeconds(60), search.queries.getLast().to());
        assertEquals("09:50:00 – 09:51:00", model.rangeProperty().get().label());
    }

    @Test
    void scrollsThroughAllRows() {
        model.activate();
        for (int i = 0; i < model.rows().size(); i++) {
            model.rows().get(i);
        }

        assertEquals(1_284, model.rows().size());
        assertEquals(13, search.cursors.size());
    }

    @Test
    void pointsAtTheColumnOfAMistakeAndKeepsTheOldResults() {
        model.activate();
        Problem problem = Problem.of(ErrorCode.MALFORMED_QUERY, "Column 6: a value was expected.", "r-1")
                .withColumn(6);
        search.failure = new ProblemException(problem, null);
        model.open("type:");

        assertEquals(
                new QueryFault("Column 6: a value was expected.", 6),
                model.faultProperty().get());
        assertSame(ViewState.READY, model.stateProperty().get());
        assertTrue(model.rows().size() > 100);
        assertEquals("1,284 events", model.countProperty().get().figure());
        assertNotNull(model.histogramProperty().get());
    }

    @Test
    void showsAFailureInPlaceAndRecoversWithTheNextSearch() {
        search.failure = new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null);
        model.activate();
        var failed =
                assertInstanceOf(ViewState.Failed.class, model.stateProperty().get());
        assertEquals("No server answers.", failed.text());
        search.failure = null;
        model.search();

        assertSame(ViewState.READY, model.stateProperty().get());
    }

    @Test
    void saysWhatToDoWhenNothingIsFound() {
        search.total = 0;
        model.activate();
        var empty =
                assertInstanceOf(ViewState.Empty.class, model.stateProperty().get());
        assertEquals(
                "Nothing received in this time (Last 24 h) matches. Choose a longer time, or take a word out of the"
                        + " query.",
                empty.text());
        model.cover(TimeRange.ALWAYS);

        var none = assertInstanceOf(ViewState.Empty.class, model.stateProperty().get());
        assertEquals("./sluice send events.ndjson", none.command());
    }

    @Test
    void tellsHowLongAnEventTook() {
        model.activate();
        model.choose(model.rows().get(2));

        EventDetail detail = model.detailProperty().get();
        assertNotNull(detail);
        assertEquals("default · accepted 10:01:39.027 → stored +33 ms", detail.timing());
        assertEquals("#1002", detail.subject());
    }

    @Test
    void dropsTheAnswerOfASearchThatWasReplaced() {
        HeldTaskRunner held = new HeldTaskRunner();
        EventsViewModel slow = new EventsViewModel(search, held);
        slow.open("first");
        slow.open("second");
        assertTrue(slow.searchingProperty().get());
        held.releaseAll();

        assertEquals(1, search.queries.size());
        assertEquals("second", search.queries.getFirst().text());
        assertEquals(false, slow.searchingProperty().get());
    }

    private dev.sluice.model.search.Histogram assertHistogram() {
        var histogram = model.histogramProperty().get();
        assertNotNull(histogram);
        return histogram;
    }
}
