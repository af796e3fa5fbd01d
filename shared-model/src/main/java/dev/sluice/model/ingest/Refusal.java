package dev.sluice.model.ingest;

import dev.sluice.model.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The 422 of a request of which nothing was acceptable: a receipt and an RFC 9457 problem document in one.
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
        @Nullable Long lines) {
    public Refusal {
        rejected = List.copyOf(rejected);
    }

    public static Refusal of(ErrorCode code, String detail, String requestId, Receipt receipt) {
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
                receipt.lines());
    }
}
