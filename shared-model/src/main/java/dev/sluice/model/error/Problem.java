package dev.sluice.model.error;

import org.jspecify.annotations.Nullable;

/// An RFC 9457 problem document (`application/problem+json`).
///
/// @param type always `about:blank`; `code` tells the kind
/// @param detail what was tried, on which id, the limit, the actual value, the next step
/// @param accepted of an ingest that ended half-way: events confirmed by the broker
/// @param unknown of an ingest that ended half-way: events whose confirm was lost
/// @param column of a query error: 1-based column in the query text
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        boolean retryable,
        String requestId,
        @Nullable Long accepted,
        @Nullable Long unknown,
        @Nullable Integer column) {

    public static Problem of(ErrorCode code, String detail, String requestId) {
        return new Problem(
                "about:blank",
                code.title(),
                code.status(),
                code.code(),
                detail,
                code.retryable(),
                requestId,
                null,
                null,
                null);
    }

    public Problem withColumn(int column) {
        return new Problem(type, title, status, code, detail, retryable, requestId, accepted, unknown, column);
    }
}
