package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.Condition.And;
import dev.sluice.server.store.Condition.Attribute;
import dev.sluice.server.store.Condition.Field;
import dev.sluice.server.store.Condition.Not;
import dev.sluice.server.store.Condition.Number;
import dev.sluice.server.store.Condition.Occurred;
import dev.sluice.server.store.Condition.Or;
import dev.sluice.server.store.Condition.Present;
import dev.sluice.server.store.Condition.Received;
import dev.sluice.server.store.Condition.Text;
import dev.sluice.server.store.Condition.Value;
import dev.sluice.server.store.Glob;
import dev.sluice.server.store.NumberRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static Stream<Arguments> queries() {
        Condition word = new Text("a");
        return Stream.of(
                Arguments.of("", new Condition.All()),
                Arguments.of(" \t\n", new Condition.All()),
                Arguments.of("a", word),
                Arguments.of("pull_request", new Text("pull_request")),
                Arguments.of("50%", new Text("50%")),
                Arguments.of("http://x/y?z=1:2", new Text("http://x/y?z=1:2")),
                Arguments.of("\"a phrase\"", new Text("a phrase")),
                Arguments.of("\"say \\\"hi\\\" \\\\\"", new Text("say \"hi\" \\")),
                Arguments.of("\"or\"", new Text("or")),
                Arguments.of("-a", new Not(word)),
                Arguments.of("--a", new Not(new Not(word))),
                Arguments.of("foo-bar", new Text("foo-bar")),
                Arguments.of("a b", new And(List.of(word, new Text("b")))),
                Arguments.of("a AND b", new And(List.of(word, new Text("b")))),
                Arguments.of("a b or c", new Or(List.of(new And(List.of(word, new Text("b"))), new Text("c")))),
                Arguments.of("a (b OR c)", new And(List.of(word, new Or(List.of(new Text("b"), new Text("c")))))),
                Arguments.of("-(a b)", new Not(new And(List.of(word, new Text("b"))))),
                Arguments.of("type:x", new Attribute(Field.TYPE, Glob.exact("x"))),
                Arguments.of("type:com.x.*", new Attribute(Field.TYPE, new Glob(List.of("com.x.", "")))),
                Arguments.of("source:*", new Attribute(Field.SOURCE, new Glob(List.of("", "")))),
                Arguments.of("source:\"a*b\"", new Attribute(Field.SOURCE, Glob.exact("a*b"))),
                Arguments.of("source:https://x/y", new Attribute(Field.SOURCE, Glob.exact("https://x/y"))),
                Arguments.of(
                        "queue:q subject:s",
                        new And(List.of(
                                new Attribute(Field.QUEUE, Glob.exact("q")),
                                new Attribute(Field.SUBJECT, Glob.exact("s"))))),
                Arguments.of("id:a:b", new Attribute(Field.ID, Glob.exact("a:b"))),
                Arguments.of("data.action:opened", new Value("data.action", "opened", false)),
                Arguments.of("data.a.b:\"two words\"", new Value("data.a.b", "two words", true)),
                Arguments.of("data.Ünï-x:1", new Value("data.Ünï-x", "1", false)),
                Arguments.of("data.a:\"\"", new Value("data.a", "", true)),
                Arguments.of("tenant:t", new Value("tenant", "t", false)),
                Arguments.of("data.a:*", new Present("data.a")),
                Arguments.of("has:data.a", new Present("data.a")),
                Arguments.of("data.n>100", new Number("data.n", NumberRange.from(new BigDecimal("100"), false))),
                Arguments.of("data.n>=-0.5", new Number("data.n", NumberRange.from(new BigDecimal("-0.5"), true))),
                Arguments.of("data.n<1e9", new Number("data.n", NumberRange.to(new BigDecimal("1e9"), false))),
                Arguments.of(
                        "count<=9007199254740993",
                        new Number("count", NumberRange.to(new BigDecimal("9007199254740993"), true))),
                Arguments.of(
                        "data.n:1.5..20",
                        new Number("data.n", NumberRange.between(new BigDecimal("1.5"), new BigDecimal("20")))),
                Arguments.of("data.n:\"1..2\"", new Value("data.n", "1..2", true)),
                Arguments.of("data.n:a..b", new Value("data.n", "a..b", false)),
                Arguments.of("<html>x", new Text("<html>x")),
                Arguments.of("A>b", new Text("A>b")),
                Arguments.of("from:2026-03-01T10:00:00Z", new Received(Instant.parse("2026-03-01T10:00:00Z"), null)),
                Arguments.of("to:2026-03-01T10:00+02:00", new Received(null, Instant.parse("2026-03-01T08:00:00Z"))),
                Arguments.of("from:2026-03-01", new Received(Instant.parse("2026-03-01T00:00:00Z"), null)),
                Arguments.of("time>=2026-03-01T10:00", new Occurred(Instant.parse("2026-03-01T10:00:00Z"), null)),
                Arguments.of("time>2026-03-01T10:00", new Occurred(Instant.parse("2026-03-01T10:00:00.000001Z"), null)),
                Arguments.of("time<2026-03-01", new Occurred(null, Instant.parse("2026-03-01T00:00:00Z"))),
                Arguments.of(
                        "time<=2026-03-01T10:00:00.0000009",
                        new Occurred(null, Instant.parse("2026-03-01T10:00:00.000001Z"))),
                Arguments.of("last:15m", new Received(NOW.minusSeconds(900), null)),
                Arguments.of("last:2w", new Received(NOW.minusSeconds(14 * 86_400), null)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void readsTheLanguage(String query, Condition expected) {
        assertEquals(expected, QueryParser.parse(query, NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            "unclosed           ~ 1
            a "unclosed         ~ 3
            "bad \\n escape"    ~ 6
            (                   ~ 2
            (a                  ~ 1
            a)                  ~ 2
            ()                  ~ 2
            -                   ~ 2
            a or                ~ 5
            or a                ~ 1
            a and and b         ~ 7
            '; --               ~ 1
            a & b               ~ 3
            (a+)+$              ~ 5
            type:               ~ 6
            x type:             ~ 8
            Type:x              ~ 1
            data:a*             ~ 6
            data.a:x*           ~ 8
            data.:x             ~ 1
            a-b:c               ~ 1
            last:15             ~ 6
            last:h              ~ 6
            last:-1h            ~ 6
            last:99999999999w   ~ 6
            last:999999999w     ~ 6
            a"b"                ~ 2
            data.n>             ~ 8
            x data.n>=abc       ~ 11
            data.n>"1"          ~ 8
            data.n<1e5000       ~ 8
            data.n > 5          ~ 8
            from:yesterday      ~ 6
            to:2026-02-30       ~ 4
            time>5              ~ 6
            from:12026-01-01    ~ 6
            """)
    void namesTheColumnOfAFault(String query, int column) {
        PipelineException e =
                assertThrows(PipelineException.class, () -> QueryParser.parse(query, NOW, ZoneOffset.UTC));
        assertEquals(ErrorCode.MALFORMED_QUERY, e.code());
        assertEquals(column, e.column(), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-07-01T12:00, 2026-07-01T10:00:00Z",
        "Europe/Berlin, 2026-12-01, 2026-11-30T23:00:00Z",
        // skipped by the clocks, and shown twice
        "Europe/Berlin, 2026-03-29T02:30, 2026-03-29T01:30:00Z",
        "Europe/Berlin, 2026-10-25T02:30, 2026-10-25T00:30:00Z",
        "Europe/Berlin, 2026-07-01T12:00Z, 2026-07-01T12:00:00Z",
        "+05:30, 2026-07-01T12:00, 2026-07-01T06:30:00Z"
    })
    void readsTimesInTheZoneAskedFor(String zone, String time, Instant expected) {
        assertEquals(new Received(expected, null), QueryParser.parse("from:" + time, NOW, ZoneId.of(zone)));
        assertEquals(new Occurred(null, expected), QueryParser.parse("time<" + time, NOW, ZoneId.of(zone)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "a\u0007", "a\ud800", "a\udc00b"})
    void refusesWhatIsNotText(String query) {
        PipelineException e =
                assertThrows(PipelineException.class, () -> QueryParser.parse(query, NOW, ZoneOffset.UTC));
        assertEquals(2, e.column());
    }

    @Test
    void boundsLengthTermsAndDepth() {
        assertThrows(PipelineException.class, () -> QueryParser.parse("a".repeat(4_097), NOW, ZoneOffset.UTC));
        assertThrows(PipelineException.class, () -> QueryParser.parse("a ".repeat(101), NOW, ZoneOffset.UTC));
        assertThrows(PipelineException.class, () -> QueryParser.parse("(".repeat(4_000), NOW, ZoneOffset.UTC));
        assertThrows(PipelineException.class, () -> QueryParser.parse("-".repeat(4_000) + "a", NOW, ZoneOffset.UTC));
        QueryParser.parse("a ".repeat(100), NOW, ZoneOffset.UTC);
    }
}
