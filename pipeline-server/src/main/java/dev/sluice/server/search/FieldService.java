package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.Facet;
import dev.sluice.model.search.FacetValue;
import dev.sluice.model.search.Facets;
import dev.sluice.model.search.FieldStatistics;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.EventQueries;
import dev.sluice.server.store.EventWindow;
import dev.sluice.server.store.FieldCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// What the events of a result have in common. Type, source, subject and queue are counted by the database, other paths
/// from the events themselves: all of them when there are few, else the newest. Thread-safe; fails like
/// [SearchService].
public final class FieldService {
    public static final int MAX_PATHS = 20;
    public static final int MAX_TOP = 1_000;
    private static final int MOST_EVENTS = 100_000;
    private static final Map<String, Condition.Field> COLUMNS = Map.of(
            "type", Condition.Field.TYPE,
            "source", Condition.Field.SOURCE,
            "subject", Condition.Field.SUBJECT,
            "queue", Condition.Field.QUEUE);

    private final SearchService search;
    private final EventQueries events;

    public FieldService(SearchService search) {
        this.search = search;
        this.events = search.events();
    }

    /// @param request limit, cursor and order do not matter
    /// @param paths 1 to [#MAX_PATHS]
    /// @param top values a path, 1 to [#MAX_TOP]
    public Facets facets(SearchRequest request, List<String> paths, int top) {
        if (paths.isEmpty() || paths.size() > MAX_PATHS || paths.stream().anyMatch(String::isBlank)) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    "paths are 1 to " + MAX_PATHS
                            + " paths with commas between them, such as type,data.action; there are " + paths.size()
                            + ", or one is empty.");
        }
        Question question = search.question(request);
        Map<String, Facet> known = new HashMap<>();
        List<FacetCount> sampled = new ArrayList<>();
        for (String path : paths) {
            Condition.Field column = COLUMNS.get(path);
            if (column == null || !counted(question, column, top, known)) {
                sampled.add(new FacetCount(path));
            }
        }
        if (!sampled.isEmpty()) {
            boolean all = scan(question, event -> sampled.forEach(count -> count.add(event)));
            sampled.forEach(count -> {
                Facet facet = count.top(top, all);
                known.put(facet.path(), facet);
            });
        }
        return new Facets(paths.stream().map(known::get).toList());
    }

    /// @return false when it took too long
    private boolean counted(Question question, Condition.Field column, int top, Map<String, Facet> known) {
        Duration left =
                Duration.ofNanos(question.deadlineNanos() - System.nanoTime()).dividedBy(2);
        try {
            FieldCounts counts = events.top(question.window(), column, top, left);
            String path = column.name().toLowerCase(Locale.ROOT);
            List<FacetValue> values = counts.values().entrySet().stream()
                    .map(value -> new FacetValue(value.getKey(), value.getValue()))
                    .toList();
            known.put(path, new Facet(path, values, counts.missing(), counts.events(), true));
            return true;
        } catch (PipelineException e) {
            if (e.code() != ErrorCode.QUERY_TIMEOUT) {
                throw e;
            }
            return false;
        }
    }

    /// @param request limit, cursor and order do not matter
    public FieldStatistics statistics(SearchRequest request, String path) {
        StatisticsCount count = new StatisticsCount(path);
        boolean all = scan(search.question(request), count::add);
        return count.result(all);
    }

    /// @return true when it was all of them
    private boolean scan(Question question, Consumer<JsonNode> visitor) {
        EventWindow window = question.window().at(events.snapshot());
        EventExport walk = new EventExport(events, window, question);
        long seen = 0;
        try {
            for (List<byte[]> part = walk.next(); !part.isEmpty(); part = walk.next()) {
                for (byte[] event : part) {
                    if (seen++ == MOST_EVENTS) {
                        return false;
                    }
                    visitor.accept(Json.tree(event));
                }
                if (System.nanoTime() - question.deadlineNanos() > 0) {
                    return false;
                }
            }
            return true;
        } catch (PipelineException e) {
            if (e.code() != ErrorCode.QUERY_TIMEOUT || seen == 0) {
                throw e;
            }
            return false;
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.INTERNAL, "A stored event is not JSON any more.", e);
        }
    }
}
