package dev.sluice.model.ingest;

import dev.sluice.model.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A receipt and an RFC 9457 problem document in one: the answer to a request of which nothing was acceptable (422), or
/// which ended half-way (503, or 400 when its body broke off).
///
/// @param accepted events confirmed by the broker
/// @param lines NDJSON only: so many lines from the first on are dealt with, each confirmed or rejected
/// @param unknown of a request that ended half-way: events whose confirm was lost
public record Refusal(
        String type,
        String title,
        int status,
        String code,
        String detail,
        boolean retryable,
        String requestId,
        long accepted,
        List<Rejection> rejected,
        long rejectedTotal,
        @Nullable Long lines,
        @Nullable Long unknown) {
    public Refusal {
        rejected = List.copyOf(rejected);
    }

    public static Refusal of(ErrorCode code, String detail, String requestId, Receipt receipt) {
        return of(code, detail, requestId, receipt, null);
    }

    public static Refusal of(ErrorCode code, String detail, String requestId, Receipt receipt, @Nullable Long unknown) {
        return new Refusal(
                "about:blank",
                code.title(),
                code.status(),
                code.code(),
                detail,
                code.retryable(),
                requestId,
                receipt.accepted(),
                receipt.rejected(),
                receipt.rejectedTotal(),
                receipt.lines(),
                unknown);
    }
}
