package dev.sluice.server.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The SQL/JSON path that finds numbers of a range at a path of the query language. Arrays are looked through, four
/// deep; a name that holds a dot reads like two names, on paths of up to [#MAX_JOINED] names.
final class NumberPath {
    private static final int MAX_JOINED = 6;
    /// In lax mode each unwraps one array and leaves all else alone; the filter unwraps one more.
    private static final String THROUGH_ARRAYS = "[*][*][*]";

    private NumberPath() {}

    static String of(String path, NumberRange range) {
        String filter = " ? (@.type() == \"number\"" + bound(range.low(), ">") + bound(range.high(), "<") + ")";
        return "$ ? ("
                + spellings(path).stream()
                        .map(names -> "exists(@" + accessors(names) + filter + ")")
                        .collect(Collectors.joining(" || "))
                + ")";
    }

    private static String bound(NumberRange.Bound bound, String operator) {
        return bound == null ? "" : " && @ " + operator + (bound.inclusive() ? "= " : " ") + bound.value();
    }

    private static String accessors(List<String> names) {
        return names.stream()
                .map(name ->
                        ".\"" + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + "\"" + THROUGH_ARRAYS)
                .collect(Collectors.joining());
    }

    /// Every way to cut the path into names.
    private static List<List<String>> spellings(String path) {
        String[] parts = path.split("\\.", -1);
        List<List<String>> spellings = new ArrayList<>();
        int dots = parts.length - 1;
        // a set bit keeps the dot before that part inside the name
        int ways = parts.length > MAX_JOINED ? 1 : 1 << dots;
        for (int joined = 0; joined < ways; joined++) {
            List<String> names = new ArrayList<>(List.of(parts[0]));
            for (int i = 1; i < parts.length; i++) {
                if ((joined >> (i - 1) & 1) == 1) {
                    names.set(names.size() - 1, names.getLast() + "." + parts[i]);
                } else {
                    names.add(parts[i]);
                }
            }
            spellings.add(names);
        }
        return spellings;
    }
}
