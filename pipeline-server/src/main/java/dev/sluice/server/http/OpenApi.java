package dev.sluice.server.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `GET /openapi`: the route table as an OpenAPI 3.1 document, so the description cannot differ from what is served.
public final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    private OpenApi() {}

    /// A table of all these routes and of the one that describes them.
    @SafeVarargs
    public static RouteTable with(String version, Collection<Route>... features) {
        List<Route> all = new ArrayList<>();
        for (Collection<Route> feature : features) {
            all.addAll(feature);
        }
        all.add(Route.open("/openapi", "This document.", call -> Reply.json(document(all, version))));
        return RouteTable.of(all);
    }

    static Map<String, Object> document(List<Route> routes, String version) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.pattern(), pattern -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        return Map.of(
                "openapi",
                "3.1.0",
                "info",
                Map.of("title", "Sluice", "version", version),
                "paths",
                paths,
                "components",
                Map.of(
                        "schemas",
                        IngestSchema.schemas(),
                        "securitySchemes",
                        Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
    }

    private static Map<String, Object> operation(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(route.pattern());
        while (matcher.find()) {
            parameters.add(parameter(matcher.group(1), "path", true));
        }
        route.query().stream().sorted().forEach(name -> parameters.add(parameter(name, "query", false)));
        boolean ingest = (route.method() + " " + route.pattern()).equals(IngestSchema.ROUTE);
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put("parameters", parameters);
        Map<String, Object> responses = new LinkedHashMap<>();
        if (ingest) {
            parameters.addAll(IngestSchema.headers());
            operation.put("requestBody", IngestSchema.body());
            responses.putAll(IngestSchema.responses());
        } else {
            if (route.method().equals("POST") || route.method().equals("PUT")) {
                operation.put(
                        "requestBody",
                        Map.of("content", Map.of(Reply.JSON, Map.of("schema", Map.of("type", "object")))));
            }
            responses.put("2XX", Map.of("description", route.summary()));
        }
        responses.put(
                "default",
                IngestSchema.answer(
                        "An RFC 9457 problem; its code is one of docs/errors.md", Reply.PROBLEM, "Problem"));
        operation.put("responses", responses);
        operation.put("security", route.access() == Access.PUBLIC ? List.of() : List.of(Map.of("token", List.of())));
        return operation;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required) {
        return Map.of("name", name, "in", in, "required", required, "schema", Map.of("type", "string"));
    }
}
