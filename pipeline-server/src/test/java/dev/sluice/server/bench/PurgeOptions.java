package dev.sluice.server.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options of `./sluice bench purge`, which the launcher has checked.
///
/// @param events of a run
record PurgeOptions(int runs, long events, boolean judged) {
    private static final long THOUSAND = 1_000;

    /// @throws IllegalArgumentException for an option that is not known
    static PurgeOptions parse(List<String> arguments) {
        Map<String, Integer> numbers = new LinkedHashMap<>(Map.of("--runs", 3, "--events", 100));
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
        return new PurgeOptions(numbers.get("--runs"), THOUSAND * numbers.get("--events"), judged);
    }
}
