package dev.sluice.console.command;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.Facet;
import dev.sluice.model.search.FacetValue;
import dev.sluice.model.search.Facets;
import dev.sluice.model.search.FieldStatistics;
import dev.sluice.model.search.FieldSuggestions;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints what `./sluice search` can tell of a result beside its events: for people, or as JSON.
final class SearchAnswers {
    private static final MathContext SHOWN = new MathContext(12);

    private final SluiceClient client;
    private final PrintWriter out;
    private final boolean json;

    SearchAnswers(SluiceClient client, PrintWriter out, boolean json) {
        this.client = client;
        this.out = out;
        this.json = json;
    }

    void facets(EventQuery query, String paths, int top) throws InterruptedException {
        Facets facets = client.facets(query, paths, top);
        if (json) {
            out.println(Json.text(facets));
            return;
        }
        for (Facet facet : facets.items()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s  (%s%,d events%s)",
                    facet.path(),
                    facet.exact() ? "" : "the newest ",
                    facet.events(),
                    facet.missing() == 0 ? "" : String.format(Locale.ROOT, ", %,d without", facet.missing())));
            facet.values().forEach(this::value);
        }
    }

    private void value(FacetValue value) {
        out.println(String.format(Locale.ROOT, "%,12d  %s", value.count(), EventSummary.printable(value.value())));
    }

    void statistics(EventQuery query, String path) throws InterruptedException {
        FieldStatistics found = client.statistics(query, path);
        if (json) {
            out.println(Json.text(found));
            return;
        }
        line("events", String.format(Locale.ROOT, "%,d%s", found.events(), found.exact() ? "" : ", the newest ones"));
        line("missing", String.format(Locale.ROOT, "%,d", found.missing()));
        line("values", String.format(Locale.ROOT, "%,d, %,d of them numbers", found.values(), found.numbers()));
        line("distinct", String.format(Locale.ROOT, "%s%,d", found.distinctExact() ? "" : "≥ ", found.distinct()));
        line("min", number(found.min()));
        line("max", number(found.max()));
        line("average", found.average() == null ? "–" : number(found.average().round(SHOWN)));
    }

    private void line(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-10s%s", name, value));
    }

    private static String number(@Nullable BigDecimal number) {
        if (number == null) {
            return "–";
        }
        return Math.abs((long) number.scale()) > 30
                ? number.toString()
                : number.stripTrailingZeros().toPlainString();
    }

    /// @param word a field's beginning, or `field:` and a value's beginning
    void complete(String word) throws InterruptedException {
        int colon = word.indexOf(':');
        FieldSuggestions found =
                colon < 0 ? client.fields(word) : client.values(word.substring(0, colon), word.substring(colon + 1));
        if (json) {
            out.println(Json.text(found));
        } else {
            found.items().forEach(this::value);
        }
    }

    void around(String id, @Nullable String source, int each, String same) throws InterruptedException {
        EventPrinter printer = new EventPrinter(out, json);
        for (StoredEvent event : client.around(id, source, each, same)) {
            printer.print(event);
        }
    }
}
