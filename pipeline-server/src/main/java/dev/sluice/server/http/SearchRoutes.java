package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.server.search.Cancellation;
import dev.sluice.server.search.EventExport;
import dev.sluice.server.search.Order;
import dev.sluice.server.search.SearchPage;
import dev.sluice.server.search.SearchRequest;
import dev.sluice.server.search.SearchService;
import dev.sluice.server.search.SurroundingEvents;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Questions about stored events.
public final class SearchRoutes {
    private static final int MAX_BUCKETS = 1_000;
    private static final int DEFAULT_BUCKETS = 60;
    private static final int DEFAULT_AROUND = 10;

    private final SearchService search;

    public SearchRoutes(SearchService search) {
        this.search = search;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/events",
                        "A page of stored events.",
                        cancellable(this::page),
                        "q",
                        "from",
                        "to",
                        "limit",
                        "cursor",
                        "order",
                        "zone"),
                Route.get(
                        "/v1/events/count",
                        "How many stored events match.",
                        cancellable(this::count),
                        "q",
                        "from",
                        "to",
                        "zone"),
                Route.get(
                        "/v1/events/histogram",
                        "Matching events over receive time.",
                        cancellable(this::histogram),
                        "q",
                        "from",
                        "to",
                        "buckets",
                        "zone"),
                Route.get(
                        "/v1/events/export",
                        "Every event that matches, as NDJSON or CSV.",
                        cancellable(this::export),
                        "q",
                        "from",
                        "to",
                        "order",
                        "zone",
                        "format",
                        "columns"),
                Route.get("/v1/events/{id}", "One stored event.", cancellable(this::one), "source"),
                Route.get(
                        "/v1/events/{id}/around",
                        "The events received right before and after one.",
                        cancellable(this::around),
                        "source",
                        "before",
                        "after",
                        "same"));
    }

    private Reply page(Call call) {
        return Reply.jsonBytes(bytes(search.page(request(call))));
    }

    private Reply count(Call call) {
        return Reply.json(search.count(request(call)));
    }

    private Reply histogram(Call call) {
        int buckets = call.number("buckets", 1, MAX_BUCKETS, DEFAULT_BUCKETS);
        return Reply.json(search.histogram(request(call), buckets));
    }

    /// The first part is read before the answer begins, so that what is wrong is told by its status.
    private Reply export(Call call) {
        ExportFormat format = ExportFormat.of(
                call.query("format").orElse("ndjson"), call.query("columns").orElse(null));
        EventExport export = search.export(request(call));
        List<byte[]> first = export.next();
        return new Reply.Stream(format.contentType(), format.headers(), out -> {
            BufferedOutputStream buffer = new BufferedOutputStream(out, 1 << 16);
            format.begin(buffer);
            for (List<byte[]> part = first; !part.isEmpty(); part = following(call, export)) {
                for (byte[] event : part) {
                    format.write(event, buffer);
                }
                buffer.flush();
            }
            buffer.flush();
        });
    }

    private static List<byte[]> following(Call call, EventExport export) {
        Cancellation cancellation = new Cancellation();
        try (PeerWatch _ = call.watch(cancellation::cancel)) {
            return cancellation.run(export::next);
        }
    }

    /// Cancels what runs in the database when the caller leaves.
    static Route.Handling cancellable(Route.Handling handling) {
        return call -> {
            Cancellation cancellation = new Cancellation();
            try (PeerWatch _ = call.watch(cancellation::cancel)) {
                return cancellation.run(() -> handling.handle(call));
            }
        };
    }

    private Reply one(Call call) {
        String id = call.path("id");
        return Reply.jsonBytes(
                search.find(id, call.query("source").orElse(null)).orElseThrow(SearchRoutes::noSuchEvent));
    }

    private Reply around(Call call) {
        SurroundingEvents.Same same =
                switch (call.query("same").orElse("any")) {
                    case "any" -> SurroundingEvents.Same.ANY;
                    case "source" -> SurroundingEvents.Same.SOURCE;
                    case "subject" -> SurroundingEvents.Same.SUBJECT;
                    default ->
                        throw new PipelineException(
                                ErrorCode.MALFORMED_REQUEST, "same must be any, source or subject.");
                };
        return search.around(
                        call.path("id"),
                        call.query("source").orElse(null),
                        call.number("before", 0, SearchRequest.MAX_LIMIT, DEFAULT_AROUND),
                        call.number("after", 0, SearchRequest.MAX_LIMIT, DEFAULT_AROUND),
                        same)
                .map(SearchRoutes::bytes)
                .map(Reply::jsonBytes)
                .orElseThrow(SearchRoutes::noSuchEvent);
    }

    private static byte[] bytes(SurroundingEvents around) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
        out.writeBytes("{\"before\":[".getBytes(StandardCharsets.UTF_8));
        list(around.before(), out);
        out.writeBytes("],\"event\":".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(around.event());
        out.writeBytes(",\"after\":[".getBytes(StandardCharsets.UTF_8));
        list(around.after(), out);
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static void list(List<byte[]> items, ByteArrayOutputStream out) {
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(items.get(i));
        }
    }

    private static PipelineException noSuchEvent() {
        return new PipelineException(
                ErrorCode.NOT_FOUND, "No event of that id is stored; it may still wait in its queue.");
    }

    static SearchRequest request(Call call) {
        return new SearchRequest(
                call.query("q").orElse(""),
                call.instant("from"),
                call.instant("to"),
                call.number("limit", 1, SearchRequest.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT),
                call.query("cursor").orElse(null),
                order(call.query("order").orElse("newest")),
                call.zone("zone"));
    }

    private static Order order(String text) {
        return switch (text) {
            case "newest", "desc" -> Order.NEWEST_FIRST;
            case "oldest", "asc" -> Order.OLDEST_FIRST;
            default ->
                throw new PipelineException(
                        ErrorCode.MALFORMED_REQUEST, "order must be newest (or desc), or oldest (or asc).");
        };
    }

    /// The items are copied as they are: an event's own text is never parsed and written again.
    static byte[] bytes(SearchPage page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
        out.writeBytes("{\"items\":[".getBytes(StandardCharsets.UTF_8));
        list(page.items(), out);
        String next = page.next() == null ? "null" : Json.text(page.next());
        String reached = page.reached() == null ? "" : ",\"reached\":" + Json.text(page.reached());
        out.writeBytes(("],\"next\":" + next + ",\"complete\":" + page.complete() + reached + "}")
                .getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
