package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Refusal;
import dev.sluice.model.json.Json;
import dev.sluice.server.config.HttpConfig;
import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.ingest.IngestService;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// `POST /v1/events`: takes events in.
public final class EventRoutes {
    private final IngestService ingest;
    private final IngestGate gate;

    public EventRoutes(IngestService ingest, HttpConfig limits) {
        this.ingest = ingest;
        this.gate = new IngestGate(limits);
    }

    public List<Route> routes() {
        return List.of(Route.post("/v1/events", "Takes one event, a batch, or NDJSON lines.", this::take));
    }

    /// Answers 202, or 422 with the same members when nothing could be accepted.
    private Reply take(Call call) throws IOException {
        @Nullable String encoding = call.header("Content-Encoding");
        boolean gzip =
                encoding != null && encoding.strip().toLowerCase(Locale.ROOT).equals("gzip");
        // A gzip body is inflated in front of the gate, so that the gate counts what it becomes, not what it was.
        IngestGate.Pass body = gate.enter(gzip ? inflated(call.body()) : call.body());
        try {
            Receipt receipt = ingest.ingest(new IngestRequest(
                    call.header("Content-Type"), gzip ? null : encoding, body, gzip ? -1 : call.declaredLength()));
            return receipt.accepted() > 0
                    ? Reply.json(202, receipt)
                    : refusal(
                            ErrorCode.NOTHING_ACCEPTABLE,
                            "All " + receipt.rejectedTotal() + " events were rejected; each rejection says why.",
                            call,
                            receipt);
        } catch (PipelineException e) {
            if (e.code() != ErrorCode.EMPTY_BATCH) {
                throw e;
            }
            return refusal(e.code(), e.getMessage(), call, new Receipt(0, List.of(), 0, null));
        } finally {
            body.leave();
        }
    }

    private static Reply refusal(ErrorCode code, String detail, Call call, Receipt receipt) {
        Refusal refusal = Refusal.of(code, detail, call.requestId(), receipt);
        return new Reply.Answer(refusal.status(), Reply.PROBLEM, Json.bytes(refusal), Map.of());
    }

    /// The first bytes are read by the first read, inside the gate.
    private static InputStream inflated(InputStream body) {
        return new InputStream() {
            private @Nullable InputStream inflater;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (inflater == null) {
                    inflater = new GZIPInputStream(body, 8_192);
                }
                return inflater.read(buffer, offset, length);
            }
        };
    }
}
