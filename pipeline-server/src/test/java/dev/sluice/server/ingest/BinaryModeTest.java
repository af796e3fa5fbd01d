package dev.sluice.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryModeTest {
    private final BinaryMode binary = new BinaryMode(new EventReader(EventLimits.DEFAULT));
    private final Map<String, String> headers =
            new LinkedHashMap<>(Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t"));

    @Test
    void putsAJsonBodyIntoDataByteForByte() {
        headers.clear();
        headers.put("specversion", "1.0");
        headers.put("id", "a-1");
        headers.put("source", "/shop");
        headers.put("type", "order.placed");
        headers.put("traceparent", "00-1");
        assertEquals(
                "{\"specversion\":\"1.0\",\"id\":\"a-1\",\"source\":\"/shop\",\"type\":\"order.placed\","
                        + "\"traceparent\":\"00-1\",\"datacontenttype\":\"application/json\",\"data\": {\"n\" : 1.50}\n}",
                accepted("application/json", " {\"n\" : 1.50}\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/vnd.shop+json", "text/json", "Application/JSON; charset=UTF-8"})
    void knowsJsonByItsMediaType(String type) {
        assertEquals("[1]", read(type, "[1]", "data"));
        assertEquals(type, read(type, "[1]", "datacontenttype"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-stream", "application/xml", "text/plain; charset=utf-16"})
    void keepsAnyOtherBodyAsBase64(String type) {
        assertEquals("aGk=", read(type, "hi", "data_base64"));
    }

    @Test
    void keepsABodyOfNoStatedTypeAsBase64() {
        assertEquals("aGk=", read(null, "hi", "data_base64"));
        assertEquals("", read(null, "hi", "datacontenttype"));
    }

    @Test
    void takesAnEventWithoutData() {
        assertEquals("", read("application/json", "", "data"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "a%20b | a b",
                "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
                "%41%62c | Abc",
                "100%2525 | 100%25",
                "\"a b\" | a b",
                "\"a \\\"b\\\" %C3%BC\" | a \"b\" ü",
            })
    void decodesAHeaderOnce(String header, String text) {
        headers.put("id", header);
        assertEquals(text, read(null, "", "id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%C0%A0", "%ED%A0%80", "%FF", "ü", "\"open", "\"a\"b", "%1", "%４1"})
    void refusesAHeaderThatIsNotEncodedAsItShould(String header) {
        headers.put("id", header);
        assertRefused(ErrorCode.INVALID_ATTRIBUTE, "/id");
    }

    @Test
    void refusesAControlCharacterThatWasEncoded() {
        headers.put("id", "a%0D%0Ab");
        assertRefused(ErrorCode.INVALID_ATTRIBUTE, "/id");
    }

    @ParameterizedTest
    @CsvSource({
        "specversion, 0.3, invalid-attribute",
        "specversion, 2.0, invalid-attribute",
        "my-extension, x, invalid-attribute",
        "my_extension, x, invalid-attribute",
        "data, x, invalid-attribute",
        "datacontenttype, text/plain, invalid-attribute",
        "time, yesterday, invalid-attribute",
        "queue, x, reserved-attribute"
    })
    void refusesAHeaderThatIsNoAttribute(String name, String value, String code) {
        headers.put(name, value);
        assertRefused(ErrorCode.valueOf(code.toUpperCase().replace('-', '_')), "/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type"})
    void asksForEveryRequiredHeader(String name) {
        headers.remove(name);
        assertRefused(ErrorCode.MISSING_ATTRIBUTE, "/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{", "1,\"source\":\"/other\"", "{} {}", "{\"a\":1,\"a\":2}", "nul"})
    void failsABodyThatSaysItIsJsonAndIsNot(String body) {
        assertEquals(
                ErrorCode.MALFORMED_JSON,
                assertThrows(PipelineException.class, () -> outcome("application/json", body))
                        .code());
    }

    @Test
    void failsJsonInAnotherCharset() {
        assertEquals(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                assertThrows(PipelineException.class, () -> outcome("application/json; charset=utf-16", "{}"))
                        .code());
    }

    @Test
    void refusesDataThatIsTooLargeForAnEvent() {
        for (int bytes : new int[] {1 << 20, (1 << 20) + 1}) {
            ReadOutcome.Refused refused =
                    assertInstanceOf(ReadOutcome.Refused.class, outcome("text/plain", "x".repeat(bytes)));
            assertEquals(ErrorCode.EVENT_TOO_LARGE, refused.code());
        }
    }

    private void assertRefused(ErrorCode code, String pointer) {
        ReadOutcome.Refused refused = assertInstanceOf(ReadOutcome.Refused.class, outcome("application/json", "{}"));
        assertEquals(code, refused.code(), refused.detail());
        assertEquals(pointer, refused.pointer());
    }

    private String accepted(@Nullable String type, String body) {
        return new String(
                assertInstanceOf(ReadOutcome.Accepted.class, outcome(type, body), () -> "" + outcome(type, body))
                        .event()
                        .json(),
                UTF_8);
    }

    /// @return the text of an attribute or the JSON of data; empty when the event has none
    private String read(@Nullable String type, String body, String name) {
        try {
            var value = Json.tree(accepted(type, body).getBytes(UTF_8)).get(name);
            return value == null ? "" : value.isTextual() ? value.textValue() : value.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ReadOutcome outcome(@Nullable String type, String body) {
        return binary.read(
                new IngestRequest(type, null, headers, InputStream.nullInputStream(), -1, Holding.UNBOUNDED),
                body.getBytes(UTF_8));
    }
}
