package dev.sluice.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.access.KeyRequest;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.model.rejection.RejectionRate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The wire contract of keys and rejections to the letter, both ways.
class AccessWireTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00.250Z");
    private static final IngestKey KEY = new IngestKey(
            "0123456789abcdef",
            "shop",
            "ingest",
            List.of("/shop/*"),
            List.of("*"),
            new KeyRate(500, 1_000),
            AT,
            "admin",
            null,
            null,
            null);
    private static final String KEY_JSON = """
            {"id":"0123456789abcdef","name":"shop","role":"ingest","sources":["/shop/*"],"queues":["*"],\
            "rate":{"perSecond":500,"burst":1000},"createdAt":"2026-11-24T10:00:00.250Z","createdBy":"admin"}""";
    private static final KeptRejection REJECTION = new KeptRejection(
            "7",
            AT,
            "missing-attribute",
            "/type",
            "type is required",
            0L,
            "/shop",
            null,
            "shop",
            "10.0.0.1",
            "r-1",
            24,
            false,
            null,
            null);
    private static final String REJECTION_JSON = """
            {"id":"7","at":"2026-11-24T10:00:00.250Z","code":"missing-attribute","pointer":"/type",\
            "detail":"type is required","index":0,"source":"/shop","key":"shop","address":"10.0.0.1",\
            "requestId":"r-1","bytes":24,"cut":false}""";

    private static void holds(Object value, String json) throws IOException {
        assertEquals(json, Json.text(value));
        assertEquals(value, Json.read(json.getBytes(UTF_8), value.getClass()));
    }

    @Test
    void holdsKeysToTheLetter() throws IOException {
        holds(KEY, KEY_JSON);
        holds(new IssuedKey("sluice_0_1", KEY), "{\"token\":\"sluice_0_1\",\"key\":" + KEY_JSON + "}");
        holds(
                new KeyRequest("shop", null, List.of("*"), null, null, AT),
                "{\"name\":\"shop\",\"sources\":[\"*\"],\"expiresAt\":\"2026-11-24T10:00:00.250Z\"}");
    }

    @Test
    void holdsRejectionsToTheLetter() throws IOException {
        holds(REJECTION, REJECTION_JSON);
        holds(new RejectionDetail(REJECTION, "{}", null), "{\"rejection\":" + REJECTION_JSON + ",\"body\":\"{}\"}");
        holds(
                new RejectionPage(List.of(REJECTION), List.of(new RejectionRate("too-deep", null, 0.2, 1)), null),
                "{\"items\":[" + REJECTION_JSON
                        + "],\"rates\":[{\"code\":\"too-deep\",\"perMinute\":0.2,\"lastHour\":1}],\"next\":null}");
    }
}
