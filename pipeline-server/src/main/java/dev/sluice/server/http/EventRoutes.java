package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Refusal;
import dev.sluice.model.json.Json;
import dev.sluice.server.config.HttpConfig;
import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.ingest.IngestService;
import dev.sluice.server.ingest.Sender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// `POST /v1/events`: takes events in.
public final class EventRoutes {
    private static final String ATTRIBUTE_PREFIX = "ce-";

    private final IngestService ingest;
    private final IngestGate gate;
    private final IngestDoor door;

    public EventRoutes(IngestService ingest, HttpConfig limits, IngestDoor door) {
        this.ingest = ingest;
        this.door = door;
        this.gate = new IngestGate(limits);
    }

    public List<Route> routes() {
        return List.of(Route.send(
                "/v1/events",
                "Takes one event, a batch, or NDJSON lines.",
                call -> door.pass(call, sender -> take(call, sender))));
    }

    /// Answers 202, or 422 with the same members when nothing could be accepted.
    private Reply.Later take(Call call, Sender sender) {
        IngestGate.Pass pass = gate.enter();
        CompletableFuture<Receipt> receipt;
        try {
            receipt = ingest.begin(new IngestRequest(
                    call.header("Content-Type"),
                    call.header("Content-Encoding"),
                    call.headers(ATTRIBUTE_PREFIX),
                    call.stream(),
                    call.declaredLength(),
                    pass,
                    sender));
        } catch (RuntimeException e) {
            pass.leave();
            throw e;
        }
        return new Reply.Later(receipt.whenComplete((_, _) -> pass.leave())
                .thenApply(all -> all.accepted() > 0 ? Reply.json(202, all) : refusal(call, all)));
    }

    static Reply.Answer refusal(Call call, Receipt receipt) {
        Refusal refusal = receipt.rejectedTotal() > 0
                ? Refusal.of(
                        ErrorCode.NOTHING_ACCEPTABLE,
                        "All " + receipt.rejectedTotal() + " events were rejected; each rejection says why.",
                        call.requestId(),
                        receipt)
                : Refusal.of(
                        ErrorCode.EMPTY_BATCH,
                        "The body holds no event; send at least one, or nothing.",
                        call.requestId(),
                        receipt);
        return new Reply.Answer(refusal.status(), Reply.PROBLEM, Json.bytes(refusal), Map.of());
    }
}
