package dev.sluice.server.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options of `./sluice bench store`, whose names and forms the launcher has checked.
///
/// @param events of a run
/// @param warmup events of the run that does not count, 0 for none
/// @param rows stored before the last measurements, 0 for none
/// @param rowsDays over which they were received
record StoreOptions(int runs, long events, long warmup, long rows, int rowsDays, boolean judged) {
    private static final long THOUSAND = 1_000;

    /// @throws IllegalArgumentException for an option that is not known
    static StoreOptions parse(List<String> arguments) {
        Map<String, Integer> numbers = new LinkedHashMap<>(
                Map.of("--runs", 3, "--events", 400, "--warmup", 200, "--rows", 0, "--rows-days", 9));
        boolean judged = true;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--no-targets")) {
                judged = false;
            } else if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            } else if (numbers.containsKey(option)) {
                numbers.put(option, Integer.parseInt(arguments.get(++i)));
            } else if (option.equals("--targets-file")) {
                i++;
            } else {
                throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new StoreOptions(
                numbers.get("--runs"),
                THOUSAND * numbers.get("--events"),
                THOUSAND * numbers.get("--warmup"),
                THOUSAND * numbers.get("--rows"),
                numbers.get("--rows-days"),
                judged);
    }
}
