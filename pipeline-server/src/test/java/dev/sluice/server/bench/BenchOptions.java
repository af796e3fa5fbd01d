package dev.sluice.server.bench;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The options of `./sluice bench ingest`. The launcher has checked names and forms, so that a wrong one is told
/// before anything is built or started; docs/operations.md explains them.
///
/// @param peers options of each peer by name, in the order given: option without `--` to value
record BenchOptions(
        int runs,
        int seconds,
        int warmupSeconds,
        int drainSeconds,
        int connections,
        int batch,
        int batchConnections,
        Set<Mode> modes,
        boolean judged,
        boolean peersRequired,
        Map<String, Map<String, String>> peers) {

    /// @throws IllegalArgumentException for an option that is not known
    static BenchOptions parse(List<String> arguments) {
        Map<String, Integer> numbers = new LinkedHashMap<>(Map.of(
                "--runs",
                3,
                "--seconds",
                12,
                "--warmup",
                60,
                "--drain",
                240,
                "--connections",
                32,
                "--batch",
                100,
                "--batch-connections",
                8));
        Map<String, Map<String, String>> peers = new LinkedHashMap<>();
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        boolean judged = true;
        boolean required = false;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--targets")) {
                required = true;
            } else if (option.equals("--no-targets")) {
                judged = false;
            } else if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            } else {
                String value = arguments.get(++i);
                if (numbers.containsKey(option)) {
                    numbers.put(option, Integer.parseInt(value));
                } else if (option.equals("--only")) {
                    modes.add(Mode.of(value));
                } else if (option.startsWith("--peer")) {
                    String[] parts = value.split("=", 2);
                    peers.computeIfAbsent(parts[0], _ -> new LinkedHashMap<>()).put(option.substring(2), parts[1]);
                } else if (!option.equals("--targets-file")) {
                    throw new IllegalArgumentException("there is no option " + option);
                }
            }
        }
        return new BenchOptions(
                numbers.get("--runs"),
                numbers.get("--seconds"),
                numbers.get("--warmup"),
                numbers.get("--drain"),
                numbers.get("--connections"),
                numbers.get("--batch"),
                numbers.get("--batch-connections"),
                modes.isEmpty() ? EnumSet.allOf(Mode.class) : modes,
                judged,
                required,
                peers);
    }

    /// Without what may hold passwords.
    BenchOptions withoutPeers() {
        return new BenchOptions(
                runs,
                seconds,
                warmupSeconds,
                drainSeconds,
                connections,
                batch,
                batchConnections,
                modes,
                judged,
                peersRequired,
                Map.of());
    }

    int connections(Mode mode) {
        return switch (mode) {
            case SINGLE -> connections;
            case BATCH -> batchConnections;
            case LONELY -> 1;
        };
    }

    int batch(Mode mode) {
        return mode == Mode.BATCH ? batch : 1;
    }
}
