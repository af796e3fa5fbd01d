package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.SavedSearch;
import dev.sluice.model.search.SavedSearchList;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchesCommandTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsSavesAndDeletes() {
        SavedSearch late = new SavedSearch("late", "type:order.late", "ada", AT);
        SavedSearch cards = new SavedSearch("declined cards", "declined last:1d", "bo", AT);
        server.on("GET /v1/searches", r -> Answer.json(new SavedSearchList(List.of(cards, late))));
        server.on("PUT /v1/searches/late", r -> Answer.json(late));
        server.on("DELETE /v1/searches/late", r -> Answer.raw("{}"));

        assertEquals(
                "declined cards  declined last:1d\nlate            type:order.late\n",
                CommandRun.of(server, "", "searches").out());
        assertEquals(
                "Saved as \"late\".\n",
                CommandRun.of(server, "", "searches", "save", "late", "type:order.late -x")
                        .out());
        assertTrue(server.requests().stream().anyMatch(r -> r.text().equals("{\"query\":\"type:order.late -x\"}")));
        assertEquals(
                "Deleted \"late\".\n",
                CommandRun.of(server, "", "searches", "delete", "late").out());
    }

    @Test
    void runsASavedSearchNarrowedByTheRest() {
        SavedSearch either = new SavedSearch("either", "a or b", "ada", AT);
        server.on("GET /v1/searches", r -> Answer.json(new SavedSearchList(List.of(either))));
        server.on(
                "GET /v1/events/count",
                r -> Answer.json(new EventCount(r.query().length(), true)));

        CommandRun.of(server, "", "search", "--saved", "either", "--count", "last:1h");
        assertTrue(
                server.requests().stream()
                        .anyMatch(r -> r.query().equals("q=%28a%20or%20b%29%20%28last%3A1h%29")
                                || r.query().equals("q=(a%20or%20b)%20(last:1h)")),
                server.requests().toString());
        CommandRun none = CommandRun.of(server, "", "search", "--saved", "nobody");
        assertEquals(ExitCode.USAGE, none.code());
        assertTrue(none.err().contains("There is no saved search \"nobody\""), none.err());
    }

    @Test
    void tellsWhyASearchIsNotSaved() {
        server.on(
                "PUT /v1/searches/late",
                r -> Answer.problem(ErrorCode.MALFORMED_QUERY, "Column 6 of the query: a value is expected."));
        CommandRun run = CommandRun.of(server, "", "searches", "save", "late", "type:");

        assertEquals(ExitCode.REJECTED, run.code());
        assertTrue(run.err().startsWith("Column 6 of the query"), run.err());
    }
}
