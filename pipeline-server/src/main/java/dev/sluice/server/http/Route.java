package dev.sluice.server.http;

import java.util.List;
import java.util.Set;

/// One row of the route table. Who may use it is said by [Rights], and is an admin where that says nothing.
///
/// @param pattern such as `/v1/queues/{name}`
/// @param summary one sentence for the API description
/// @param query names of the query parameters it takes; any other is refused
public record Route(
        String method, String pattern, Access access, String summary, Set<String> query, Handling handling) {

    /// What a route does. It may block, and may throw what [Problems] knows.
    @FunctionalInterface
    public interface Handling {
        Reply handle(Call call) throws Exception;
    }

    public static Route get(String pattern, String summary, Handling handling, String... query) {
        return new Route("GET", pattern, Rights.of("GET", pattern), summary, Set.of(query), handling);
    }

    public static Route post(String pattern, String summary, Handling handling) {
        return new Route("POST", pattern, Rights.of("POST", pattern), summary, Set.of(), handling);
    }

    /// takes events in
    public static Route send(String pattern, String summary, Handling handling) {
        return new Route("POST", pattern, Rights.of("POST", pattern), summary, Set.of(), handling);
    }

    public static Route put(String pattern, String summary, Handling handling) {
        return new Route("PUT", pattern, Rights.of("PUT", pattern), summary, Set.of(), handling);
    }

    public static Route patch(String pattern, String summary, Handling handling) {
        return new Route("PATCH", pattern, Rights.of("PATCH", pattern), summary, Set.of(), handling);
    }

    public static Route delete(String pattern, String summary, Handling handling, String... query) {
        return new Route("DELETE", pattern, Rights.of("DELETE", pattern), summary, Set.of(query), handling);
    }

    /// lets somebody in who has no token yet
    public static Route enter(String pattern, String summary, Handling handling) {
        return new Route("POST", pattern, Access.PUBLIC, summary, Set.of(), handling);
    }

    public static Route open(String pattern, String summary, Handling handling) {
        return new Route("GET", pattern, Access.PUBLIC, summary, Set.of(), handling);
    }

    /// true: it changes something an operator answers for
    boolean isAct() {
        return !method.equals("GET") && access != Access.PUBLIC && access != Access.SENDER;
    }

    /// such as `POST /v1/queues/{name}/pause`
    String key() {
        return method + " " + pattern;
    }

    List<String> segments() {
        return List.of(pattern.substring(1).split("/"));
    }
}
