package dev.sluice.console.events;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.Failure;
import dev.sluice.console.client.StoredPage;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the Events screen shows and does. A search asks for the first page, the count and the histogram at the same
/// time; a new search cancels all three. FX thread only.
final class EventsViewModel {
    static final int PAGE = 100;
    static final int BUCKETS = 90;
    private static final int PAGES_KEPT = 40;
    private static final long CHARS_KEPT = 32L << 20;

    private final EventSearch search;
    private final TaskRunner tasks;
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final ObjectProperty<TimeRange> range = new SimpleObjectProperty<>(this, "range", TimeRange.DAY);
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyObjectWrapper<QueryFault> fault = new ReadOnlyObjectWrapper<>(this, "fault", QueryFault.NONE);
    private final ReadOnlyObjectWrapper<ResultCount> count =
            new ReadOnlyObjectWrapper<>(this, "count", ResultCount.COUNTING);
    private final ReadOnlyObjectWrapper<@Nullable Histogram> histogram = new ReadOnlyObjectWrapper<>(this, "histogram");
    private final ReadOnlyObjectWrapper<@Nullable EventDetail> detail = new ReadOnlyObjectWrapper<>(this, "detail");
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper(this, "searching");
    private final ReadOnlyObjectWrapper<String> cut = new ReadOnlyObjectWrapper<>(this, "cut", "");
    private final PagedRows rows = new PagedRows(this::fetch, PAGES_KEPT, CHARS_KEPT);
    private EventQuery shown = EventQuery.of("");
    private long generation;
    private boolean searched;

    EventsViewModel(EventSearch search, TaskRunner tasks) {
        this.search = search;
        this.tasks = tasks;
    }

    /// Searches when the screen is opened for the first time.
    void activate() {
        if (!searched) {
            search();
        }
    }

    StringProperty queryProperty() {
        return query;
    }

    ObjectProperty<TimeRange> rangeProperty() {
        return range;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<QueryFault> faultProperty() {
        return fault.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ResultCount> countProperty() {
        return count.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Histogram> histogramProperty() {
        return histogram.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable EventDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty searchingProperty() {
        return searching.getReadOnlyProperty();
    }

    /// Why the answer is not complete, empty when it is.
    ReadOnlyObjectProperty<String> cutProperty() {
        return cut.getReadOnlyProperty();
    }

    ObservableList<EventRow> rows() {
        return rows;
    }

    void open(String text) {
        query.set(text);
        search();
    }

    void cover(TimeRange next) {
        range.set(next);
        search();
    }

    void choose(@Nullable EventRow row) {
        detail.set(row == null || row.event() == null ? null : EventDetail.of(row.event()));
    }

    /// What the results that are shown were asked for with.
    EventQuery shown() {
        return shown;
    }

    /// What the query bar says now, whether or not it was searched for.
    EventQuery wanted() {
        TimeRange time = range.get();
        return new EventQuery(query.get().strip(), time.start(search.now()), time.to(), false);
    }

    /// Starts the search anew; whatever was under way is cancelled.
    void search() {
        searched = true;
        long mine = ++generation;
        shown = wanted();
        EventQuery asked = shown;
        fault.set(QueryFault.NONE);
        cut.set("");
        ResultCount before = count.get();
        count.set(ResultCount.COUNTING);
        searching.set(true);
        tasks.task("search events", () -> rows(search.page(asked, PAGE, null)))
                .onSuccess(page -> showFirst(page))
                .onFailure(e -> showFailure(e, before))
                .onFinally(() -> {
                    if (mine == generation) {
                        searching.set(false);
                    }
                })
                .latest("events-page");
        long start = System.nanoTime();
        tasks.task("count events", () -> search.count(asked))
                .onSuccess(answer -> showCount(answer, (System.nanoTime() - start) / 1_000_000))
                .onFailure(e -> count.set(malformed(e) ? before : new ResultCount("–", "could not be counted")))
                .latest("events-count");
        tasks.task("histogram of events", () -> Zoom.histogram(search, asked, BUCKETS))
                .onSuccess(histogram::set)
                .onFailure(e -> histogram.set(malformed(e) ? histogram.get() : null))
                .latest("events-histogram");
    }

    private void showCount(EventCount answer, long millis) {
        count.set(ResultCount.of(answer, millis));
    }

    private void showFirst(LoadedPage page) {
        detail.set(null);
        rows.reset();
        rows.add(0, page.rows(), page.next());
        cut.set(page.cut());
        state.set(page.rows().isEmpty() && page.cut().isEmpty() ? empty() : ViewState.READY);
    }

    private static boolean malformed(Exception e) {
        return Failure.of(e).code().equals(ErrorCode.MALFORMED_QUERY.code());
    }

    private void showFailure(Exception e, ResultCount before) {
        Failure failure = Failure.of(e);
        if (malformed(e)) {
            // the results of the search before stay; only the query is wrong
            fault.set(new QueryFault(failure.text(), failure.column() == null ? 0 : failure.column()));
            count.set(before);
            if (state.get() == ViewState.LOADING) {
                state.set(ViewState.READY);
            }
            return;
        }
        state.set(new ViewState.Failed(failure.code(), failure.text(), failure.requestId()));
    }

    private ViewState empty() {
        if (shown.text().isEmpty() && range.get().equals(TimeRange.ALWAYS)) {
            return new ViewState.Empty(
                    "No event is stored yet", "Send some, then search again.", "./sluice send events.ndjson");
        }
        String where = range.get().equals(TimeRange.ALWAYS)
                ? "Nothing that is kept matches."
                : "Nothing received in this time (" + range.get().label() + ") matches.";
        return new ViewState.Empty(
                "No event found", where + " Choose a longer time, or take a word out of the query.", null);
    }

    /// Asked by the list for a page that somebody looks at.
    private void fetch(int page) {
        long mine = generation;
        EventQuery asked = shown;
        String cursor = rows.cursorOf(page);
        tasks.task("load events", () -> rows(search.page(asked, PAGE, cursor)))
                .onSuccess(loaded -> {
                    if (mine == generation) {
                        rows.add(page, loaded.rows(), loaded.next());
                        cut.set(loaded.cut());
                    }
                })
                .onFailure(e -> {
                    if (mine == generation) {
                        rows.failed(page);
                        cut.set("More could not be loaded: " + Failure.of(e).text());
                    }
                })
                .run();
    }

    private record LoadedPage(List<EventRow> rows, @Nullable String next, String cut) {}

    /// Made off the FX thread: laying out a page of large events takes milliseconds.
    private LoadedPage rows(StoredPage page) {
        Instant now = search.now();
        Instant reached = page.reached();
        String cut = page.complete()
                ? ""
                : "Cut by the time limit" + (reached == null ? "." : "; complete back to " + reached + ".");
        return new LoadedPage(
                page.items().stream().map(event -> EventRow.of(event, now)).toList(), page.next(), cut);
    }
}
