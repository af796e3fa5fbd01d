package dev.sluice.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.queue.InboxMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxReaderTest {
    private static final String EVENT = "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{ \"n\" : 1.10 }}";
    private static final Map<String, Object> BINARY = Map.of(
            "cloudEvents:specversion", "1.0",
            "cloudEvents:id", "1",
            "cloudEvents:source", "/s",
            "cloudEvents:type", "t");

    private final InboxReader reader = new InboxReader();

    @ParameterizedTest
    @CsvSource({
        "application/cloudevents+json",
        "application/cloudevents+json; charset=utf-8",
        "application/CloudEvents+JSON;charset=\"UTF-8\"",
        "application/json"
    })
    void readsAStructuredEventAsItCame(String contentType) {
        assertEquals(EVENT, text(accepted(contentType, Map.of(), EVENT)));
    }

    @Test
    void readsStructuredModeThoughHeadersNameAttributesToo() {
        assertEquals(EVENT, text(accepted("application/cloudevents+json", BINARY, EVENT)));
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/vnd.order+json; charset=utf-8", "text/json"})
    void putsAJsonBodyInAsDataByteForByte(String contentType) {
        String data = "{ \"n\" : 1.10, \"t\":\"\\u00e9\" }";
        assertEquals(
                "{\"datacontenttype\":\"" + contentType
                        + "\",\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\",\"data\":" + data
                        + "}",
                text(accepted(contentType, BINARY, data)));
    }

    @Test
    void putsAnyOtherBodyInAsBase64() {
        assertEquals(
                "{\"datacontenttype\":\"text/plain\",\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\","
                        + "\"type\":\"t\",\"data_base64\":\"aMOpIQ==\"}",
                text(accepted("text/plain", BINARY, "hé!")));
    }

    @Test
    void takesTheOtherPrefixNumbersBooleansAndTimes() {
        Map<String, Object> headers = Map.of(
                "cloudEvents_specversion", "1.0",
                "cloudEvents_id", "1",
                "cloudEvents_source", "/s",
                "cloudEvents_type", "t",
                "cloudEvents_time", Instant.parse("2026-01-02T03:04:05Z"),
                "cloudEvents_attempt", 3,
                "cloudEvents_urgent", true,
                "x-other", "is no attribute");
        Event event = accepted(null, headers, "");
        assertEquals(Instant.parse("2026-01-02T03:04:05Z"), event.time());
        assertEquals(
                "{\"attempt\":3,\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\","
                        + "\"time\":\"2026-01-02T03:04:05Z\",\"type\":\"t\",\"urgent\":true}",
                text(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id              | 7          | invalid-attribute  | /id",
                "source          | ''         | invalid-attribute  | /source",
                "Upper           | x          | invalid-attribute  | ''",
                "datacontenttype | text/plain | invalid-attribute  | /datacontenttype",
                "specversion     | 0.3        | invalid-attribute  | /specversion",
                "queue           | x          | reserved-attribute | /queue",
                "time            | yesterday  | invalid-attribute  | /time"
            })
    void refusesAWrongAttributeWithItsPointer(String name, String value, String code, String pointer) {
        Map<String, Object> headers = new HashMap<>(BINARY);
        headers.put("cloudEvents:" + name, value.equals("7") ? (Object) 7 : value);
        ReadOutcome.Refused refused = refused("application/json", null, headers, "1");
        assertEquals(code + " " + pointer, refused.code().code() + " " + refused.pointer());
    }

    @Test
    void refusesATextThatIsNotUtf8InsteadOfChangingIt() {
        Map<String, Object> headers = new HashMap<>(BINARY);
        headers.put("cloudEvents:id", new byte[] {(byte) 0xC3, 0x28});
        assertEquals("/id", refused("application/json", null, headers, "1").pointer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | ''   | {}          | unsupported-media-type",
                "text/plain                           | ''   | hello       | unsupported-media-type",
                "application/cloudevents-batch+json   | ''   | []          | unsupported-media-type",
                "application/cloudevents+avro         | ''   | x           | unsupported-media-type",
                "application/json                     | gzip | {}          | unsupported-media-type",
                "application/json; charset=utf-16     | ''   | {}          | unsupported-media-type",
                "application/json                     | ''   | [{}]        | not-an-object",
                "application/json                     | ''   | {           | malformed-json",
                "application/json                     | ''   | ''          | malformed-json",
                "application/json                     | ''   | {} {}       | malformed-json",
                "application/json                     | ''   | {\"id\":\"1\"} | missing-attribute"
            })
    void refusesWhatIsNoEvent(String contentType, String encoding, String body, String code) {
        assertEquals(code, refused(contentType, encoding, Map.of(), body).code().code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1,\"data2\":2", "{\"a\":1", "' '", "1 2"})
    void refusesABinaryBodyThatSaysItIsJsonAndIsNot(String body) {
        assertEquals(
                "malformed-json",
                refused("application/json", null, BINARY, body).code().code());
    }

    @Test
    void refusesABinaryEventWithoutItsVersion() {
        Map<String, Object> headers = new HashMap<>(BINARY);
        headers.remove("cloudEvents:specversion");
        ReadOutcome.Refused refused = refused("application/json", null, headers, "1");
        assertEquals("missing-attribute /specversion", refused.code().code() + " " + refused.pointer());
        assertEquals(
                "{\"datacontenttype\":\"application/json\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":1}",
                new String(refused.json(), UTF_8),
                "it can be mended and sent again as JSON");
    }

    @Test
    void refusesWhatIsLargerThanAnEventMayBe() {
        assertEquals(
                "event-too-large",
                refused("text/plain", null, BINARY, "x".repeat((1 << 20) + 1))
                        .code()
                        .code());
        // as base64 it grows past the limit
        assertEquals(
                "event-too-large",
                refused("text/plain", null, BINARY, "x".repeat(1 << 20)).code().code());
    }

    private Event accepted(@Nullable String contentType, Map<String, Object> headers, String body) {
        return assertInstanceOf(ReadOutcome.Accepted.class, reader.read(message(contentType, "utf-8", headers, body)))
                .event();
    }

    private ReadOutcome.Refused refused(
            @Nullable String contentType, @Nullable String encoding, Map<String, Object> headers, String body) {
        return assertInstanceOf(ReadOutcome.Refused.class, reader.read(message(contentType, encoding, headers, body)));
    }

    private static InboxMessage message(
            @Nullable String contentType, @Nullable String encoding, Map<String, Object> headers, String body) {
        return new InboxMessage(1, false, contentType, encoding, null, null, headers, body.getBytes(UTF_8));
    }

    private static String text(Event event) {
        return new String(event.json(), UTF_8);
    }
}
