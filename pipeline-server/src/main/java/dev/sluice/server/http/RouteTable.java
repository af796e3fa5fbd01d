package dev.sluice.server.http;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All routes of a server, matched segment by segment on the path as it came; each segment is decoded once, after the
/// path was split, so an encoded slash is a part of a value. Immutable.
public final class RouteTable {
    /// @param route null when no route takes this method
    /// @param allowed methods that routes of this path take; empty when there is no such path
    /// @param open true when a route of this path is public
    record Match(@Nullable Route route, Map<String, String> parameters, Set<String> allowed, boolean open) {}

    private final List<Route> routes;
    /// answers for paths that are a pattern's text: by path, then by method
    private final Map<String, Map<String, Match>> plain = new HashMap<>();

    private RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Set<String> seen = new HashSet<>();
        for (Route route : routes) {
            if (!seen.add(route.method() + " " + route.pattern().replaceAll("\\{[^}]*}", "{}"))) {
                throw new IllegalArgumentException("Two routes for " + route.method() + " " + route.pattern());
            }
        }
        for (Route route : routes) {
            if (!route.pattern().contains("{")) {
                plain.computeIfAbsent(route.pattern(), _ -> new HashMap<>())
                        .put(route.method(), search(route.method(), route.pattern()));
            }
        }
    }

    static RouteTable of(List<Route> routes) {
        return new RouteTable(routes);
    }

    public List<Route> routes() {
        return routes;
    }

    /// A segment that is text wins over one that is a parameter.
    ///
    /// @throws dev.sluice.model.error.PipelineException `malformed-request` for a path that cannot be decoded
    Match match(String method, String rawPath) {
        Match known = plain.getOrDefault(rawPath, Map.of()).get(method);
        return known == null ? search(method, rawPath) : known;
    }

    private Match search(String method, String rawPath) {
        List<String> segments = PathText.segments(rawPath);
        String wanted = method.equals("HEAD") ? "GET" : method;
        Set<String> allowed = new TreeSet<>();
        boolean open = false;
        @Nullable Route best = null;
        int fewestParameters = Integer.MAX_VALUE;
        for (Route route : routes) {
            int parameters = parametersIfMatching(route.segments(), segments);
            if (parameters < 0 || parameters > fewestParameters) {
                continue;
            }
            if (parameters < fewestParameters) {
                fewestParameters = parameters;
                allowed.clear();
                open = false;
                best = null;
            }
            allowed.add(route.method());
            open |= route.access() == Access.PUBLIC;
            if (route.method().equals("GET")) {
                allowed.add("HEAD");
            }
            if (route.method().equals(wanted)) {
                best = route;
            }
        }
        return new Match(best, best == null ? Map.of() : parameters(best.segments(), segments), allowed, open);
    }

    private static int parametersIfMatching(List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return -1;
        }
        int parameters = 0;
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).startsWith("{")) {
                parameters++;
            } else if (!pattern.get(i).equals(segments.get(i))) {
                return -1;
            }
        }
        return parameters;
    }

    private static Map<String, String> parameters(List<String> pattern, List<String> segments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String name = pattern.get(i);
            if (name.startsWith("{")) {
                values.put(name.substring(1, name.length() - 1), segments.get(i));
            }
        }
        return Map.copyOf(values);
    }
}
