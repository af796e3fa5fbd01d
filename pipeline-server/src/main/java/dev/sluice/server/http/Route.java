package dev.sluice.server.http;

import java.util.List;
import java.util.Set;

/// One row of the route table.
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
        return new Route("GET", pattern, Access.TOKEN, summary, Set.of(query), handling);
    }

    public static Route post(String pattern, String summary, Handling handling) {
        return new Route("POST", pattern, Access.TOKEN, summary, Set.of(), handling);
    }

    public static Route delete(String pattern, String summary, Handling handling) {
        return new Route("DELETE", pattern, Access.TOKEN, summary, Set.of(), handling);
    }

    public static Route open(String pattern, String summary, Handling handling) {
        return new Route("GET", pattern, Access.PUBLIC, summary, Set.of(), handling);
    }

    /// true: it changes something an operator answers for
    boolean isAct() {
        return !method.equals("GET") && !pattern.equals("/v1/events");
    }

    List<String> segments() {
        return List.of(pattern.substring(1).split("/"));
    }
}
