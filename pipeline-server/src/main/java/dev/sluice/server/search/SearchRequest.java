package dev.sluice.server.search;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A question about stored events.
///
/// @param query text of the query language, empty for all (docs/query-language.md)
/// @param from,to receive time, `[from, to)`; null for all that is kept
/// @param limit items a page, 1 to [#MAX_LIMIT]
/// @param cursor where to go on, from the page before
/// @param zone of the times in the query that are written without one
public record SearchRequest(
        String query,
        @Nullable Instant from,
        @Nullable Instant to,
        int limit,
        @Nullable String cursor,
        Order order,
        ZoneId zone) {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1_000;

    /// With times in UTC.
    public SearchRequest(
            String query,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable String cursor,
            Order order) {
        this(query, from, to, limit, cursor, order, ZoneOffset.UTC);
    }

    /// The first page of a query over all that is kept, newest first.
    public static SearchRequest of(String query) {
        return new SearchRequest(query, null, null, DEFAULT_LIMIT, null, Order.NEWEST_FIRST);
    }
}
