package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.error.Problem;
import dev.sluice.model.json.Json;
import dev.sluice.server.http.Reply.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void mapsEveryCodeToItsStatusAndTellsWhenToComeBack(ErrorCode code) throws IOException {
        Answer answer = Problems.of(new PipelineException(code, "What was tried."), "id-1");
        Problem problem = Json.read(answer.body(), Problem.class);
        assertEquals(Problem.of(code, "What was tried.", "id-1"), problem);
        assertEquals(code.status(), answer.status());
        assertEquals("application/problem+json", answer.contentType());
        assertEquals(
                code.status() == 503 || code.status() == 429, answer.headers().containsKey("Retry-After"));
        assertEquals(code.status() == 401, answer.headers().containsKey("WWW-Authenticate"));
    }

    @Test
    void pointsAtTheColumnOfAQuery() throws IOException {
        PipelineException fault = PipelineException.atColumn(ErrorCode.MALFORMED_QUERY, "Column 7.", 7);
        assertEquals(
                7, Json.read(Problems.of(fault, "id").body(), Problem.class).column());
    }

    @Test
    void tellsNothingOfAnUnknownFailure() {
        Answer answer = Problems.of(new IllegalStateException("secret of the house"), "id-1");
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertEquals(500, answer.status());
        assertTrue(body.contains("id-1"), body);
        assertFalse(body.contains("secret") || body.contains("IllegalState"), body);
    }

    @Test
    void callsATimeoutATimeoutHoweverItIsWrapped() {
        assertEquals(408, Problems.of(new TimeoutException(), "id").status());
        assertEquals(
                408, Problems.of(new IOException(new TimeoutException()), "id").status());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 408, 413, 414, 417, 426, 431, 501, 503, 505})
    void keepsTheParsersStatus(int status) {
        assertEquals(status, Problems.ofStatus(status, "id").status());
    }

    @Test
    void documentsEveryCodeAsItIs() throws IOException {
        List<String> documented;
        try (Stream<String> lines = Files.lines(Path.of("../docs/errors.md"))) {
            documented = lines.filter(line -> line.startsWith("| `"))
                    .map(line -> line.substring(0, line.lastIndexOf(" | ", line.length() - 3)))
                    .toList();
        }
        List<String> coded = Stream.of(ErrorCode.values())
                .map(code -> "| `" + code.code() + "` | " + code.status() + " | " + (code.retryable() ? "yes" : "no")
                        + " | " + code.title())
                .toList();
        assertEquals(coded, documented);
    }
}
