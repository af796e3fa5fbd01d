package dev.sluice.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.search.Facet;
import dev.sluice.model.search.FacetValue;
import dev.sluice.model.search.Facets;
import dev.sluice.model.search.FieldStatistics;
import dev.sluice.model.search.FieldSuggestions;
import dev.sluice.model.search.SavedSearch;
import dev.sluice.model.search.SavedSearchList;
import dev.sluice.model.search.SavedSearchRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The wire contract of searches to the letter, both ways.
class SearchWireTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00.250Z");

    @Test
    void facets() throws IOException {
        sameBothWays(new Facets(List.of(new Facet("type", List.of(new FacetValue("a.b", 9)), 1, 10, true))), """
                {"items":[{"path":"type","values":[{"value":"a.b","count":9}],"missing":1,"events":10,"exact":true}]}""");
    }

    @Test
    void statisticsWithEveryDigit() throws IOException {
        sameBothWays(
                new FieldStatistics(
                        "data.n",
                        3,
                        0,
                        3,
                        3,
                        new BigDecimal("-1.50"),
                        new BigDecimal("9007199254740993"),
                        new BigDecimal("0.1"),
                        3,
                        true,
                        false),
                """
                {"path":"data.n","events":3,"missing":0,"values":3,"numbers":3,"min":-1.50,"max":9007199254740993,\
                "average":0.1,"distinct":3,"distinctExact":true,"exact":false}""");
    }

    @Test
    void statisticsOfNoNumber() throws IOException {
        sameBothWays(new FieldStatistics("data.n", 1, 1, 0, 0, null, null, null, 0, true, true), """
                {"path":"data.n","events":1,"missing":1,"values":0,"numbers":0,"distinct":0,"distinctExact":true,\
                "exact":true}""");
    }

    @Test
    void suggestions() throws IOException {
        sameBothWays(new FieldSuggestions(List.of(new FacetValue("data.n", 2)), 7), """
                {"items":[{"value":"data.n","count":2}],"sampled":7}""");
    }

    @Test
    void savedSearches() throws IOException {
        sameBothWays(new SavedSearchList(List.of(new SavedSearch("late", "type:x", "ada", AT))), """
                {"items":[{"name":"late","query":"type:x","savedBy":"ada","savedAt":"2026-11-24T10:00:00.250Z"}]}""");
        sameBothWays(new SavedSearchRequest("type:x"), """
                {"query":"type:x"}""");
    }

    private static void sameBothWays(Object value, String json) throws IOException {
        assertEquals(json, Json.text(value));
        assertEquals(value, Json.read(json.getBytes(UTF_8), value.getClass()));
    }
}
