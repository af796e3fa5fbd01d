package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.server.control.RejectionActs;
import java.io.IOException;
import java.util.List;

/// What was refused at the door.
public final class RejectionRoutes {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_BODY = EventLimits.DEFAULT.maxBytes();

    private final RejectionActs rejections;

    public RejectionRoutes(RejectionActs rejections) {
        this.rejections = rejections;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/rejections",
                        "What was refused at the door, newest first, and how often.",
                        this::page,
                        "limit",
                        "cursor"),
                Route.get(
                        "/v1/rejections/{id}",
                        "One refusal with what was refused.",
                        call -> Reply.json(rejections.detail(call.path("id")))),
                Route.post(
                        "/v1/rejections/{id}/resubmit",
                        "Sends a refused event again: the body, or as it was.",
                        this::resubmit));
    }

    private Reply page(Call call) {
        int limit = call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        return Reply.json(rejections.page(limit, call.query("cursor").orElse(null)));
    }

    private Reply resubmit(Call call) throws IOException {
        byte[] corrected = call.declaredLength() > MAX_BODY
                ? new byte[MAX_BODY + 1]
                : call.body().readNBytes(MAX_BODY + 1);
        if (corrected.length > MAX_BODY) {
            throw new PipelineException(
                    ErrorCode.TOO_LARGE, "The body is larger than the " + MAX_BODY + " bytes an event may have.");
        }
        Receipt receipt = rejections.resubmit(call.path("id"), corrected, call.actor());
        return receipt.accepted() > 0 ? Reply.json(202, receipt) : EventRoutes.refusal(call, receipt);
    }
}
