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
import dev.sluice.server.store.Condition.Or;
import dev.sluice.server.store.Condition.Present;
import dev.sluice.server.store.Condition.ReceivedSince;
import dev.sluice.server.store.Condition.Text;
import dev.sluice.server.store.Condition.Value;
import dev.sluice.server.store.Glob;
import java.time.Instant;
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
                Arguments.of("last:15m", new ReceivedSince(NOW.minusSeconds(900))),
                Arguments.of("last:2w", new ReceivedSince(NOW.minusSeconds(14 * 86_400))));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void readsTheLanguage(String query, Condition expected) {
        assertEquals(expected, QueryParser.parse(query, NOW));
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
            """)
    void namesTheColumnOfAFault(String query, int column) {
        PipelineException e = assertThrows(PipelineException.class, () -> QueryParser.parse(query, NOW));
        assertEquals(ErrorCode.MALFORMED_QUERY, e.code());
        assertEquals(column, e.column(), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "a\u0007", "a\ud800", "a\udc00b"})
    void refusesWhatIsNotText(String query) {
        PipelineException e = assertThrows(PipelineException.class, () -> QueryParser.parse(query, NOW));
        assertEquals(2, e.column());
    }

    @Test
    void boundsLengthTermsAndDepth() {
        assertThrows(PipelineException.class, () -> QueryParser.parse("a".repeat(4_097), NOW));
        assertThrows(PipelineException.class, () -> QueryParser.parse("a ".repeat(101), NOW));
        assertThrows(PipelineException.class, () -> QueryParser.parse("(".repeat(4_000), NOW));
        assertThrows(PipelineException.class, () -> QueryParser.parse("-".repeat(4_000) + "a", NOW));
        QueryParser.parse("a ".repeat(100), NOW);
    }
}
