package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.search.FieldCatalogue;
import dev.sluice.server.search.FieldService;
import java.util.List;

/// What results have in common, and how queries may go on.
public final class FieldRoutes {
    private static final int DEFAULT_TOP = 10;
    private static final int DEFAULT_ITEMS = 20;

    private final FieldService fields;
    private final FieldCatalogue catalogue;

    public FieldRoutes(FieldService fields, FieldCatalogue catalogue) {
        this.fields = fields;
        this.catalogue = catalogue;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/events/facets",
                        "The most frequent values of fields within a result.",
                        SearchRoutes.cancellable(this::facets),
                        "q",
                        "from",
                        "to",
                        "zone",
                        "paths",
                        "top"),
                Route.get(
                        "/v1/events/statistics",
                        "Least, greatest, average and distinct values of a field within a result.",
                        SearchRoutes.cancellable(this::statistics),
                        "q",
                        "from",
                        "to",
                        "zone",
                        "path"),
                Route.get(
                        "/v1/fields",
                        "Fields seen lately, or values of one, that begin so.",
                        SearchRoutes.cancellable(this::suggestions),
                        "path",
                        "prefix",
                        "limit"));
    }

    private Reply facets(Call call) {
        List<String> paths =
                List.of(call.query("paths").orElse("type,source,subject,queue").split(",", -1));
        int top = call.number("top", 1, FieldService.MAX_TOP, DEFAULT_TOP);
        return Reply.json(fields.facets(SearchRoutes.request(call), paths, top));
    }

    private Reply statistics(Call call) {
        String path = call.query("path")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.MALFORMED_REQUEST, "path is missing; name a field, such as path=data.amount."));
        return Reply.json(fields.statistics(SearchRoutes.request(call), path));
    }

    private Reply suggestions(Call call) {
        String prefix = call.query("prefix").orElse("");
        int most = call.number("limit", 1, FieldCatalogue.MAX_ITEMS, DEFAULT_ITEMS);
        return Reply.json(call.query("path")
                .map(path -> catalogue.values(path, prefix, most))
                .orElseGet(() -> catalogue.fields(prefix, most)));
    }
}
