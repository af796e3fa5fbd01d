package dev.sluice.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.search.SavedSearch;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.SavedSearchStore;
import dev.sluice.server.testkit.TestDatabase;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedSearchesIT {
    private static TestDatabase server;
    private static Database database;
    private static SavedSearches searches;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        searches = new SavedSearches(database, InstantSource.system());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @AfterEach
    void clear() {
        server.execute("delete from saved_search");
    }

    @Test
    void keepsSearchesByNameAndReplacesThem() {
        searches.save("Überfällig", "type:order.late last:1d", "ada");
        searches.save("Cards", "declined", "ada");
        SavedSearch first = searches.list().items().getFirst();
        assertEquals(List.of("Cards", "Überfällig"), names());
        assertEquals("declined", first.query());
        assertEquals("ada", first.savedBy());

        SavedSearch replaced = searches.save("Cards", "declined -source:/test", "bo");
        assertEquals(
                List.of(replaced),
                searches.list().items().stream()
                        .filter(s -> s.name().equals("Cards"))
                        .toList());
        assertEquals("bo", replaced.savedBy());
        assertFalse(replaced.savedAt().isBefore(first.savedAt()));

        searches.delete("Cards");
        assertEquals(List.of("Überfällig"), names());
        refused(ErrorCode.NOT_FOUND, () -> searches.delete("Cards"));
    }

    @Test
    void keepsNoQueryThatCannotBeRead() {
        PipelineException e = assertThrows(PipelineException.class, () -> searches.save("x", "type:", "ada"));
        assertEquals(ErrorCode.MALFORMED_QUERY, e.code());
        assertEquals(6, e.column());
        refused(ErrorCode.MALFORMED_REQUEST, () -> searches.save("x", null, "ada"));
        refused(ErrorCode.MALFORMED_REQUEST, () -> searches.save("x", " ", "ada"));
        assertEquals(List.of(), names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " x", "x ", "a\u0000b", "a\u001b[2J", "a\nb"})
    void takesNoNameThatCannotBeShown(String name) {
        refused(ErrorCode.MALFORMED_REQUEST, () -> searches.save(name, "x", "ada"));
        refused(ErrorCode.NOT_FOUND, () -> searches.delete(name));
    }

    @Test
    void boundsTheLengthOfNamesAndHowManyThereAre() {
        refused(ErrorCode.MALFORMED_REQUEST, () -> searches.save("n".repeat(81), "x", "ada"));
        searches.save("n".repeat(80), "x", "ada");
        server.execute("insert into saved_search (name, query, saved_by) select 's' || i, 'x', 'ada'"
                + " from generate_series(2, " + SavedSearchStore.MAX + ") i");
        refused(ErrorCode.CONFLICT, () -> searches.save("one more", "x", "ada"));
        assertEquals("y", searches.save("s2", "y", "ada").query());
    }

    private static List<String> names() {
        return searches.list().items().stream().map(SavedSearch::name).toList();
    }

    private static void refused(ErrorCode code, Runnable act) {
        assertEquals(code, assertThrows(PipelineException.class, act::run).code());
    }
}
