package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    private static final Event EVENT = StoreEvents.event("/some/source", "The-ID", "com.Example", """
            {"Key":"Ünï straße 42","n":[1.50,{"deep":{"x":true}}],"e":[],"none":null,"big":1e400,
             "esc":"a\\u0000b \\ud800 c","base":"x"}""");

    @ParameterizedTest
    @ValueSource(
            strings = {"some", "source", "the", "id", "com", "example", "ünï", "STRASSE", "STRAßE", "42", "50", "a"})
    void holdsTheWordsOfValuesAndAttributes(String word) {
        boolean expected = !word.equals("STRASSE");
        assertEquals(expected, holds(Words.terms(word).getFirst()), word);
    }

    @Test
    void holdsNoNamesAsWords() {
        assertFalse(holds(Words.terms("deep").getFirst()));
    }

    @ParameterizedTest
    @CsvSource({
        "s, id, The-ID, true",
        "s, type, com.Example, true",
        "s, id, the-id, false",
        "n, data.n, 1.5, true",
        "s, data.n, 1.5, false",
        "l, data.n.deep.x, true, true",
        "l, data.none, null, true",
        "n, data.big, 1E+400, true",
        "s, data.base, x, true",
        "s, base, x, false",
        "s, specversion, 1.0, false"
    })
    void holdsEachLeafWithItsPath(char kind, String path, String value, boolean expected) {
        assertEquals(expected, holds(TermHash.value(kind, path, value)));
    }

    @Test
    void holdsStringsWithNulAndHalfASurrogatePair() {
        assertTrue(holds(TermHash.value(TermHash.TEXT, "data.esc", "a\0b \ud800 c")));
    }

    @ParameterizedTest
    @CsvSource({"data, true", "data.e, true", "data.n.deep, true", "data.n.deep.x, true", "data.x, false", "n, false"})
    void holdsEachPathThatIsPresent(String path, boolean expected) {
        assertEquals(expected, holds(TermHash.present(path)));
    }

    @Test
    void keepsABoundedNumberAndSaysSo() {
        String many = IntStream.range(0, 20_000).mapToObj(i -> "\"w" + i + "\"").collect(Collectors.joining(","));
        Event large = StoreEvents.event("/s", "id1", "t", "[" + many + "]");
        assertEquals(2 * Terms.MAX + 1, Terms.of(large).all().length);
        assertTrue(holds(large, Terms.TRUNCATED));
        assertTrue(holds(large, TermHash.value(TermHash.TEXT, "id", "id1")));
        assertFalse(holds(Terms.TRUNCATED));
    }

    @Test
    void keepsTheMarkThatAMigrationWrote() {
        assertEquals(-3601854233268407493L, Terms.TRUNCATED);
    }

    @Test
    void judgesAnEventItCannotScanByItsText() {
        Event broken = new Event("/s", "1", "t", null, null, "{\"data\":\"x".getBytes());
        assertTrue(holds(broken, Terms.TRUNCATED));
    }

    @Test
    void scansNamesAndNumbersOfAnyLength() {
        Event odd = StoreEvents.event("/s", "1", "t", "{\"" + "k".repeat(200_000) + "\":" + "9".repeat(100_000) + "}");
        assertTrue(!holds(odd, Terms.TRUNCATED));
    }

    @Test
    void leavesOutOverlongWordsAndBinaryData() {
        String word = "x".repeat(129);
        assertEquals(List.of(), Words.terms(word));
        assertEquals(1, Words.terms(word.substring(1)).size());
        Event binary = new Event("/s", "1", "t", null, null, "{\"data_base64\":\"Zm9v\"}".getBytes());
        assertTrue(!holds(binary, Words.terms("Zm9v").getFirst()));
    }

    private static boolean holds(long term) {
        return holds(EVENT, term);
    }

    private static boolean holds(Event event, long term) {
        return Arrays.stream(Terms.of(event).all()).anyMatch(t -> t == term);
    }
}
