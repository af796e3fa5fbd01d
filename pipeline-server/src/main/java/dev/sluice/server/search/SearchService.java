package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.EventPosition;
import dev.sluice.server.store.EventQueries;
import dev.sluice.server.store.EventSlice;
import dev.sluice.server.store.EventWindow;
import dev.sluice.server.store.Glob;
import dev.sluice.server.store.Snapshot;
import dev.sluice.server.store.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers questions about stored events. Thread-safe. All methods throw [PipelineException]: `malformed-query` (with
/// the column), `malformed-request` (limits, range), `invalid-cursor`, `query-timeout`, `database-unavailable`.
public final class SearchService {
    static final long PAGE_BYTES = 8L << 20;
    private static final int MAX_BUCKETS = 1_000;

    private final EventQueries events;
    private final InstantSource clock;
    private volatile @Nullable CursorCodec cursors;

    public SearchService(Database database, InstantSource clock) {
        this.events = new EventQueries(database);
        this.clock = clock;
    }

    /// One page; it ends early at 8 MiB of events, then `next` is set. When the time limit cuts it, `next` goes on at
    /// the edge of what was looked at.
    public SearchPage page(SearchRequest request) {
        requireWithin("limit", request.limit(), SearchRequest.MAX_LIMIT);
        Walk walk = walk(request);
        Question question = walk.question();
        EventWindow window = question.window().at(walk.snapshot());
        try {
            EventSlice slice =
                    events.slice(window, question.newestFirst(), walk.after(), request.limit(), PAGE_BYTES, firstTry());
            requireUnbroken(events, question.newestFirst(), walk.after());
            String next =
                    slice.more() ? next(request, walk, slice.events().getLast().position()) : null;
            return new SearchPage(json(slice.events()), next, true, null);
        } catch (PipelineException e) {
            if (e.code() != ErrorCode.QUERY_TIMEOUT) {
                throw e;
            }
            return pageInPieces(request, walk, window);
        }
    }

    /// @param after the last event seen, null at the begin
    private record Walk(
            Question question,
            Snapshot snapshot,
            Instant now,
            @Nullable EventPosition after) {}

    private Walk walk(SearchRequest request) {
        String text = request.cursor();
        if (text == null) {
            Instant now = clock.instant();
            Question question = question(request, now);
            return new Walk(question, events.snapshot(), now, null);
        }
        Cursor cursor = cursors().decode(request, text);
        return new Walk(question(request, cursor.now()), cursor.snapshot(), cursor.now(), cursor.position());
    }

    private String next(SearchRequest request, Walk walk, EventPosition position) {
        return cursors().encode(request, new Cursor(walk.snapshot(), walk.now(), position));
    }

    private SearchPage pageInPieces(SearchRequest request, Walk walk, EventWindow window) {
        Question question = walk.question();
        EventPosition after = walk.after();
        boolean newestFirst = question.newestFirst();
        Instant from = newestFirst || after == null ? question.from() : after.receivedAt();
        // the cursor's own instant may hold more of its events
        Instant to = newestFirst && after != null ? after.receivedAt().plus(1, ChronoUnit.MICROS) : question.to();
        List<StoredEvent> found = new ArrayList<>();
        long[] bytes = {0};
        boolean[] full = {false};
        Instant edge = new WindowWalk(from, to, newestFirst, question.deadlineNanos()).run((lo, hi, left) -> {
            EventSlice slice = events.slice(
                    window.between(lo, hi),
                    newestFirst,
                    after,
                    request.limit() - found.size(),
                    PAGE_BYTES - bytes[0],
                    left);
            found.addAll(slice.events());
            slice.events().forEach(event -> bytes[0] += event.json().length);
            full[0] = slice.more() || found.size() >= request.limit() || bytes[0] >= PAGE_BYTES;
            return !full[0];
        });
        requireUnbroken(events, newestFirst, after);
        if (full[0]) {
            return new SearchPage(
                    json(found), next(request, walk, found.getLast().position()), true, null);
        }
        if (newestFirst ? !edge.isAfter(from) : !edge.isBefore(to)) {
            return new SearchPage(json(found), null, true, null);
        }
        return new SearchPage(json(found), next(request, walk, EventPosition.startOf(edge)), false, edge);
    }

    /// A walk from the oldest on must not step over events that were dropped in front of it. One from the newest on
    /// just ends where what is kept ends. To be asked after the read.
    ///
    /// @param after the last event seen
    /// @throws PipelineException `cursor-expired`
    static void requireUnbroken(EventQueries events, boolean newestFirst, @Nullable EventPosition after) {
        if (newestFirst || after == null) {
            return;
        }
        events.keptFrom().filter(after.receivedAt()::isBefore).ifPresent(keptFrom -> {
            throw new PipelineException(
                    ErrorCode.CURSOR_EXPIRED,
                    "Events received before " + keptFrom + " are kept no longer, and this walk was at "
                            + after.receivedAt() + "; begin again with from=" + keptFrom + ".");
        });
    }

    /// All events of the query as they are committed now; limit and cursor do not matter.
    public EventExport export(SearchRequest request) {
        Question question = question(request);
        return new EventExport(events, question.window().at(events.snapshot()), question);
    }

    /// What is committed now, for walks that go on later.
    public Pin pin() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Pin(events.snapshot(), now);
    }

    /// The events of the query as they were committed then, from a place on; limit and cursor do not matter.
    ///
    /// @param after the last one seen, null at the begin
    public EventExport walk(SearchRequest request, Pin pin, @Nullable EventPosition after) {
        Question question = question(request, pin.now());
        return new EventExport(events, question.window().at(pin.snapshot()), question, after);
    }

    /// How many events match; limit, cursor and order do not matter. When the time limit cuts it, the newest ones that
    /// could be counted, and `exact` is false.
    public EventCount count(SearchRequest request) {
        Question question = question(request);
        return count(question, question.window());
    }

    /// How many of what was committed then match.
    public EventCount count(SearchRequest request, Pin pin) {
        Question question = question(request, pin.now());
        return count(question, question.window().at(pin.snapshot()));
    }

    private EventCount count(Question question, EventWindow window) {
        try {
            return new EventCount(events.count(window, firstTry()), true);
        } catch (PipelineException e) {
            if (e.code() != ErrorCode.QUERY_TIMEOUT) {
                throw e;
            }
            long[] count = {0};
            Instant edge = new WindowWalk(question.from(), question.to(), true, question.deadlineNanos())
                    .run((lo, hi, left) -> {
                        count[0] += events.count(window.between(lo, hi), left);
                        return true;
                    });
            return new EventCount(count[0], !edge.isAfter(question.from()));
        }
    }

    /// Matching events over receive time, from the request's or the query's start (else the oldest event kept) to its
    /// end (else now). When the time limit cuts it, the oldest buckets are short and `complete` is false.
    ///
    /// @param buckets 1 to 1,000
    public Histogram histogram(SearchRequest request, int buckets) {
        requireWithin("buckets", buckets, MAX_BUCKETS);
        Question question = question(request);
        Instant from = question.from();
        long width = Math.max(1, ChronoUnit.MICROS.between(from, question.to()));
        long step = Math.ceilDiv(width, buckets);
        Instant to = from.plus(step * buckets, ChronoUnit.MICROS);
        long[] counts = new long[buckets];
        boolean complete = true;
        try {
            events.histogram(question.window().between(from, question.to()), from, step, counts, firstTry());
        } catch (PipelineException e) {
            if (e.code() != ErrorCode.QUERY_TIMEOUT) {
                throw e;
            }
            Instant edge = new WindowWalk(from, question.to(), true, question.deadlineNanos()).run((lo, hi, left) -> {
                events.histogram(question.window().between(lo, hi), from, step, counts, left);
                return true;
            });
            complete = !edge.isAfter(from);
        }
        return new Histogram(from, to, step / 1e6, Arrays.stream(counts).boxed().toList(), complete);
    }

    /// The event of that id; the newest when several sources share it and no source is given.
    public Optional<byte[]> find(String id, @Nullable String source) {
        if (id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return events.find(id, source).map(StoredEvent::json);
    }

    /// The events received right before and right after one event.
    ///
    /// @param source null: the newest event of that id
    /// @param before,after how many, 0 to [SearchRequest#MAX_LIMIT]
    /// @throws PipelineException also `malformed-request` when it has no subject to share
    public Optional<SurroundingEvents> around(
            String id, @Nullable String source, int before, int after, SurroundingEvents.Same same) {
        if (id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return events.find(id, source).map(event -> {
            EventWindow window = new EventWindow(sharing(event, same), null, null);
            return new SurroundingEvents(
                    neighbours(window, true, event, before).reversed(),
                    event.json(),
                    neighbours(window, false, event, after));
        });
    }

    private List<byte[]> neighbours(EventWindow window, boolean newestFirst, StoredEvent event, int limit) {
        return limit == 0
                ? List.of()
                : json(events.slice(window, newestFirst, event.position(), limit, PAGE_BYTES, events.timeLimit())
                        .events());
    }

    private static Condition sharing(StoredEvent event, SurroundingEvents.Same same) {
        try {
            JsonNode tree = Json.tree(event.json());
            return switch (same) {
                case ANY -> new Condition.All();
                case SOURCE ->
                    new Condition.Attribute(
                            Condition.Field.SOURCE,
                            Glob.exact(tree.path("source").asText()));
                case SUBJECT -> {
                    if (!tree.path("subject").isTextual()) {
                        throw new PipelineException(
                                ErrorCode.MALFORMED_REQUEST,
                                "The event has no subject; ask for same=source, or leave it out.");
                    }
                    yield new Condition.Attribute(
                            Condition.Field.SUBJECT,
                            Glob.exact(tree.path("subject").asText()));
                }
            };
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.INTERNAL, "A stored event is not JSON any more.", e);
        }
    }

    EventQueries events() {
        return events;
    }

    Question question(SearchRequest request) {
        return question(request, clock.instant());
    }

    private Question question(SearchRequest request, Instant now) {
        Instant from = request.from();
        Instant to = request.to();
        if (from != null && to != null && from.isAfter(to)) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, "from (" + from + ") is after to (" + to + "); swap them.");
        }
        Condition condition = QueryParser.parse(request.query(), now, request.zone());
        return new Question(events, now, condition, from, to, request.order());
    }

    /// Part of the time; the rest is for the way in pieces.
    private Duration firstTry() {
        return events.timeLimit().multipliedBy(3).dividedBy(5);
    }

    private static List<byte[]> json(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::json).toList();
    }

    private static void requireWithin(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, name + " is " + value + "; 1 to " + max + " are allowed.");
        }
    }

    private CursorCodec cursors() {
        CursorCodec known = cursors;
        if (known == null) {
            known = new CursorCodec(events.cursorKey());
            cursors = known;
        }
        return known;
    }
}
