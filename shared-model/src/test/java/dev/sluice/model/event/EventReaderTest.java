package dev.sluice.model.event;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.ReadOutcome.Accepted;
import dev.sluice.model.event.ReadOutcome.Refused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private final EventReader reader = new EventReader(EventLimits.DEFAULT);

    @Test
    void readsTheAttributesOfOneObject() {
        Event event = accepted("""
                {"specversion":"1.0","id":"a-1","source":"/shop/3","type":"order.placed","subject":"o-7",
                 "time":"2026-11-23T10:00:00.123456789+02:00","data":{"amount":1.50}}""");
        assertEquals("a-1", event.id());
        assertEquals("/shop/3", event.source());
        assertEquals("order.placed", event.type());
        assertEquals("o-7", event.subject());
        assertEquals(Instant.parse("2026-11-23T08:00:00.123456789Z"), event.time());
    }

    @Test
    void keepsTheTextOfEachEventByteForByte() {
        String first =
                "{\"id\" : \"1\",\"source\":\"s\", \"type\":\"t\",\"data\":{\"n\":1.50, \"e\":1E2,\"ü\":\"\\u00fc\"}}";
        String second = "{\"type\":\"t\",\"id\":\"2\",\"source\":\"s\"}";
        List<ReadOutcome> outcomes = read(" [ " + first + " ,\n" + second + "]\n");
        assertArrayEquals(
                first.getBytes(UTF_8), ((Accepted) outcomes.get(0)).event().json());
        assertArrayEquals(
                second.getBytes(UTF_8), ((Accepted) outcomes.get(1)).event().json());
    }

    @Test
    void refusesOneElementWithoutHarmToItsNeighbours() {
        List<ReadOutcome> outcomes = read("""
                [{"id":"1","source":"s","type":"t"},{"id":7,"source":"s","type":"t"},null,[{}],
                 {"id":"4","source":"s","type":"t"}]""");
        assertInstanceOf(Accepted.class, outcomes.get(0));
        assertEquals("/id", ((Refused) outcomes.get(1)).pointer());
        assertEquals(ErrorCode.NOT_AN_OBJECT, ((Refused) outcomes.get(2)).code());
        assertEquals(ErrorCode.NOT_AN_OBJECT, ((Refused) outcomes.get(3)).code());
        assertInstanceOf(Accepted.class, outcomes.get(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"source\":\"s\",\"type\":\"t\"} | missing-attribute | /id",
                "{\"id\":\"1\",\"type\":\"t\"} | missing-attribute | /source",
                "{\"id\":\"1\",\"source\":\"s\"} | missing-attribute | /type",
                "{\"id\":\"\",\"source\":\"s\",\"type\":\"t\"} | invalid-attribute | /id",
                "{\"id\":\"a\\u0000\",\"source\":\"s\",\"type\":\"t\"} | invalid-attribute | /id",
                "{\"id\":\"\\ud800\",\"source\":\"s\",\"type\":\"t\"} | invalid-attribute | /id",
                "{\"id\":\"1\",\"source\":{},\"type\":\"t\"} | invalid-attribute | /source",
                "{\"id\":\"1\",\"source\":\"s\",\"type\":[\"t\"]} | invalid-attribute | /type",
                "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"queue\":\"q\"} | reserved-attribute | /queue",
                "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"storedat\":\"x\"} | reserved-attribute | /storedat",
                "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"specversion\":\"0.3\"} | invalid-attribute | /specversion",
                "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":1,\"data_base64\":\"\"} | invalid-attribute | /data_base64",
            })
    void namesTheFaultOfAnEvent(String json, String code, String pointer) {
        Refused refused = (Refused) read(json).getFirst();
        assertEquals(code, refused.code().code());
        assertEquals(pointer, refused.pointer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23 10:00:00Z",
                "2026-11-23T10:00:00",
                "2026-02-30T10:00:00Z",
                "2026-1-1T00:00:00Z",
                "2026-11-23T10:00:00,5Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T23:59:60Z",
                "+10000-01-01T00:00:00Z",
                "0000-06-01T00:00:00Z",
                "1763892000",
                "now",
                "infinity",
                ""
            })
    void refusesATimeThatIsNotRfc3339(String time) {
        Refused refused = (Refused) read("{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"" + time + "\"}")
                .getFirst();
        assertEquals("/time", refused.pointer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[{]",
                "nul",
                "42",
                "\"text\"",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1}{",
                "[] []",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "// x\n{}",
                "\uFEFF{}"
            })
    void failsADocumentThatIsNotJson(String document) {
        PipelineException failure = assertThrows(PipelineException.class, () -> read(document));
        assertEquals(ErrorCode.MALFORMED_JSON, failure.code());
    }

    @Test
    void failsTextThatIsNotUtf8() {
        for (byte[] bad : List.of(
                new byte[] {'"', (byte) 0xFF, '"'},
                new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                "{\"id\":\"1\"}".getBytes(UTF_16),
                new byte[] {'{', 0, '}', 0})) {
            assertEquals(
                    ErrorCode.MALFORMED_JSON,
                    assertThrows(PipelineException.class, () -> reader.read(bad, 10))
                            .code());
        }
    }

    @Test
    void refusesWhatIsTooDeepTooWideOrTooLarge() {
        assertEquals(
                ErrorCode.TOO_DEEP, refusal("[".repeat(64) + "]".repeat(64)).code());
        assertInstanceOf(Accepted.class, outcome("[".repeat(63) + "]".repeat(63)));
        StringBuilder wide = new StringBuilder("{");
        for (int i = 0; i <= 1_000; i++) {
            wide.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
        }
        assertEquals(ErrorCode.TOO_MANY_KEYS, refusal(wide + "}").code());
        assertEquals("/data", refusal(wide + "}").pointer());
        assertEquals(
                ErrorCode.EVENT_TOO_LARGE,
                refusal("\"" + "x".repeat(1 << 20) + "\"").code());
    }

    @Test
    void failsTheDocumentOnAbsurdNesting() {
        assertThrows(PipelineException.class, () -> read("[".repeat(100_000)));
    }

    @Test
    void refusesMoreEventsThanAllowed() {
        PipelineException failure =
                assertThrows(PipelineException.class, () -> reader.read("[1,2,3]".getBytes(UTF_8), 2));
        assertEquals(ErrorCode.TOO_MANY_EVENTS, failure.code());
    }

    @Test
    void takesEscapesInPayloadsThatADatabaseWouldRefuse() {
        assertInstanceOf(Accepted.class, outcome("{\"nul\":\"\\u0000\",\"half\":\"\\ud800\",\"big\":1e999999}"));
    }

    @Test
    void echoesNoInputInItsMessages() {
        PipelineException failure = assertThrows(PipelineException.class, () -> read("{\"secret\":secret}"));
        assertTrue(!failure.getMessage().contains("secret"), failure.getMessage());
    }

    private ReadOutcome outcome(String data) {
        return read("{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":" + data + "}")
                .getFirst();
    }

    private Refused refusal(String data) {
        return (Refused) outcome(data);
    }

    private Event accepted(String json) {
        return ((Accepted) read(json).getFirst()).event();
    }

    private List<ReadOutcome> read(String json) {
        return reader.read(json.getBytes(UTF_8), 10_000);
    }
}
