package dev.sluice.console.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// A search: the query text and the receive times it covers.
///
/// @param text query language of docs/query-language.md, empty for everything
/// @param from,to receive times, null for no bound
/// @param oldestFirst false: newest first
/// @param zone of times in the text that are written without one, null: UTC
public record EventQuery(
        String text,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean oldestFirst,
        @Nullable ZoneId zone) {

    /// With times in UTC.
    public EventQuery(String text, @Nullable Instant from, @Nullable Instant to, boolean oldestFirst) {
        this(text, from, to, oldestFirst, null);
    }

    public static EventQuery of(String text) {
        return new EventQuery(text, null, null, false);
    }

    /// `?q=…&from=…&to=…`, always with the question mark; more parameters may follow.
    String parameters() {
        StringBuilder out = new StringBuilder("?q=").append(encoded(text));
        if (from != null) {
            out.append("&from=").append(encoded(from.toString()));
        }
        if (to != null) {
            out.append("&to=").append(encoded(to.toString()));
        }
        if (zone != null) {
            out.append("&zone=").append(encoded(zone.getId()));
        }
        return out.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
