package dev.sluice.server.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options of `./sluice bench search`, whose names and forms the launcher has checked.
///
/// @param events in the data set
/// @param days over which they were received
/// @param rounds how often each question is asked
/// @param only begins of the names of queries; empty for all
/// @param naive true: sequential scans beside some of them
record SearchOptions(long events, int days, int rounds, List<String> only, boolean naive, boolean judged) {
    private static final long THOUSAND = 1_000;

    /// @throws IllegalArgumentException for an option that is not known
    static SearchOptions parse(List<String> arguments) {
        Map<String, Integer> numbers = new LinkedHashMap<>(Map.of("--events", 10_000, "--days", 9, "--rounds", 20));
        List<String> only = new ArrayList<>();
        boolean naive = true;
        boolean judged = true;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--no-naive")) {
                naive = false;
            } else if (option.equals("--no-targets")) {
                judged = false;
            } else if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            } else if (numbers.containsKey(option)) {
                numbers.put(option, Integer.parseInt(arguments.get(++i)));
            } else if (option.equals("--only")) {
                only.add(arguments.get(++i));
            } else if (List.of("--data", "--queries", "--targets-file").contains(option)) {
                i++;
            } else {
                throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new SearchOptions(
                THOUSAND * numbers.get("--events"),
                numbers.get("--days"),
                numbers.get("--rounds"),
                List.copyOf(only),
                naive,
                judged);
    }

    boolean wants(String name) {
        return only.isEmpty() || only.stream().anyMatch(name::startsWith);
    }
}
