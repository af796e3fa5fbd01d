package dev.sluice.server.ingest;

import dev.sluice.model.queue.TypePatterns;
import java.util.List;
import java.util.regex.Pattern;

/// Which queue an event goes to, by its type: the first pattern that fits wins, what fits none goes to `default`.
/// Immutable.
public final class Routing {
    public static final String DEFAULT_QUEUE = "default";

    /// @param patterns event types, `*` stands for any text
    public record Route(String queue, List<String> patterns) {
        public Route {
            patterns = List.copyOf(patterns);
        }
    }

    private record Compiled(String queue, Pattern pattern) {}

    private final List<Compiled> routes;

    public Routing(List<Route> routes) {
        this.routes = routes.stream()
                .flatMap(route ->
                        route.patterns().stream().map(p -> new Compiled(route.queue(), TypePatterns.compile(p))))
                .toList();
    }

    public String queueOf(String type) {
        for (Compiled route : routes) {
            if (route.pattern.matcher(type).matches()) {
                return route.queue;
            }
        }
        return DEFAULT_QUEUE;
    }
}
