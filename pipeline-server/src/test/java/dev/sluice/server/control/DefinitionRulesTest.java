package dev.sluice.server.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.QueueRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Orders",
                "1st",
                "-a",
                "a.suspect",
                "a b",
                "a_b",
                "größe",
                "in",
                "tail",
                "a-name-of-41-characters-which-is-too-long"
            })
    void refusesANameThatCannotBeOne(String name) {
        refuses(name, new QueueRequest(List.of("x"), null, null));
    }

    static Stream<QueueRequest> wrong() {
        return Stream.of(
                patterns(""),
                patterns(" "),
                patterns(" x"),
                patterns("x\n"),
                patterns("x\u0000"),
                patterns("x", "x"),
                patterns("x".repeat(257)),
                new QueueRequest(Collections.singletonList(null), null, null),
                new QueueRequest(IntStream.range(0, 101).mapToObj(i -> "x" + i).toList(), null, null),
                new QueueRequest(null, 0, null),
                new QueueRequest(null, -1, null),
                new QueueRequest(null, QueueRequest.MAX_POSITION + 1, null),
                new QueueRequest(null, null, new QueueRequest.Limits(0L)),
                new QueueRequest(null, null, new QueueRequest.Limits(QueueRequest.MIN_BYTES - 1)),
                new QueueRequest(null, null, new QueueRequest.Limits(QueueRequest.MAX_BYTES + 1)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesPatternsPlacesAndLimitsOutOfBounds(QueueRequest request) {
        refuses("orders", request);
    }

    @Test
    void takesWhatIsWithinBounds() {
        assertDoesNotThrow(() -> DefinitionRules.check("a", patterns("order.*", "*", "größe", "a b")));
        assertDoesNotThrow(() -> DefinitionRules.check("orders-2", patterns()));
        assertDoesNotThrow(() -> DefinitionRules.check(
                "orders", new QueueRequest(null, 1, new QueueRequest.Limits(QueueRequest.MIN_BYTES))));
        assertDoesNotThrow(
                () -> DefinitionRules.check("orders", new QueueRequest(null, null, new QueueRequest.Limits(null))));
    }

    private static QueueRequest patterns(String... patterns) {
        return new QueueRequest(List.of(patterns), null, null);
    }

    private static void refuses(String name, QueueRequest request) {
        PipelineException refused = assertThrows(PipelineException.class, () -> DefinitionRules.check(name, request));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused.code());
    }
}
