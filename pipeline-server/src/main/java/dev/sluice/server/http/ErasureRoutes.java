package dev.sluice.server.http;

import dev.sluice.model.erasure.ErasureRequest;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.control.Erasures;
import java.util.List;

/// Erasing by source or subject. Texts that may be personal travel in a body, never in an address, which logs keep.
public final class ErasureRoutes {
    private static final int MAX_REASON = 500;

    private final Erasures erasures;

    public ErasureRoutes(Erasures erasures) {
        this.erasures = erasures;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/v1/erasures/plan",
                        "Says what an erasure of a source or subject would reach, and gives it an id.",
                        call -> Reply.json(erasures.plan(call.json(ErasureRequest.class), call.actor()))),
                Route.delete("/v1/events", "Erases what a plan of an erasure names.", this::erase, "plan", "reason"),
                Route.get(
                        "/v1/erasures/{id}",
                        "How far an erasure is.",
                        call -> Reply.json(erasures.get(call.path("id")))));
    }

    private Reply erase(Call call) {
        String plan = call.query("plan")
                .orElseThrow(() -> malformed("plan is required: POST /v1/erasures/plan with a source or a subject."));
        String reason = call.query("reason").orElse("").strip();
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            throw malformed("reason is required, as a text of 1 to " + MAX_REASON
                    + " characters; it stays in the audit, so name no person.");
        }
        return Reply.json(202, erasures.start(plan, reason, call.actor()));
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
