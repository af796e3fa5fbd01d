package dev.sluice.server.bench;

import dev.sluice.server.bench.SearchQuery.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the list of questions; the file that comes with the project says how a line is written.
final class SearchQueries {
    private static final String NAIVE = "naive";
    private static final String NONE = "-";
    private static final String ANY = "?";
    private static final String LAST = "last:";
    private static final Pattern DISTANCE = Pattern.compile("-([0-9]{1,4})([dhm])");
    private static final int WORDS = 6;

    private final long events;
    private final Timeline timeline;

    /// @param events of the data set that is asked about
    SearchQueries(long events, Timeline timeline) {
        this.events = events;
        this.timeline = timeline;
    }

    /// @throws IllegalArgumentException with the line that cannot be understood
    List<SearchQuery> parse(List<String> lines) {
        Map<String, SearchQuery> queries = new LinkedHashMap<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                try {
                    read(text, queries);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "the query \"" + line + "\" cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return new ArrayList<>(queries.values());
    }

    private void read(String line, Map<String, SearchQuery> queries) {
        if (line.startsWith(NAIVE + " ")) {
            String[] words = line.split("\\s+", 3);
            SearchQuery query = queries.get(words[1]);
            if (query == null || words.length != 3) {
                throw new IllegalArgumentException("it reads naive NAME CONDITION, with the name of a query above");
            }
            queries.put(words[1], query.comparedWith(words[2]));
            return;
        }
        String[] words = line.split("\\s+", WORDS);
        if (words.length < WORDS - 1) {
            throw new IllegalArgumentException("it reads KIND NAME HITS FROM TO QUERY");
        }
        Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
        long hits = words[2].equals(ANY) ? SearchQuery.UNKNOWN : Hits.read(words[2], events);
        String text = words.length == WORDS ? words[WORDS - 1] : "";
        SearchQuery query = new SearchQuery(kind, words[1], hits, time(words[3]), time(words[4]), text, null);
        if (queries.put(words[1], query) != null) {
            throw new IllegalArgumentException("there is another query of that name");
        }
    }

    private @Nullable Instant time(String word) {
        if (word.equals(NONE)) {
            return null;
        }
        if (word.startsWith(LAST)) {
            long wanted = Hits.read(word.substring(LAST.length()), events);
            return timeline.receivedAt((events - wanted) / DataSet.FRAME);
        }
        Matcher distance = DISTANCE.matcher(word);
        if (!distance.matches()) {
            throw new IllegalArgumentException("\"" + word + "\" is no time such as -7d");
        }
        long count = Long.parseLong(distance.group(1));
        return timeline.end()
                .minus(
                        switch (distance.group(2)) {
                            case "d" -> Duration.ofDays(count);
                            case "h" -> Duration.ofHours(count);
                            default -> Duration.ofMinutes(count);
                        });
    }
}
