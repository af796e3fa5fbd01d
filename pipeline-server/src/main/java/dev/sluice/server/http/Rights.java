package dev.sluice.server.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Who may use which route: the one list. A route that is not in it is for admins only, and fails the build.
final class Rights {
    private static final Map<Access, Set<String>> LIST = Map.of(
            Access.SENDER,
            Set.of("POST /v1/events"),
            Access.VIEWER,
            Set.of(
                    "GET /v1/session",
                    "DELETE /v1/session",
                    "PUT /v1/session/password",
                    "GET /v1/events",
                    "GET /v1/events/count",
                    "GET /v1/events/histogram",
                    "GET /v1/events/export",
                    "GET /v1/events/facets",
                    "GET /v1/events/statistics",
                    "GET /v1/events/{id}",
                    "GET /v1/events/{id}/around",
                    "GET /v1/fields",
                    "GET /v1/searches",
                    "GET /v1/queues",
                    "GET /v1/queues/{name}",
                    "GET /v1/queues/{name}/purges",
                    "GET /v1/queues/{name}/purge/{id}",
                    "GET /v1/queues/{name}/dead-letters",
                    "GET /v1/dead-letters/groups",
                    "GET /v1/queues/{name}/dead-letters/groups",
                    "GET /v1/queues/{name}/dead-letters/redrive",
                    "GET /v1/queues/{name}/dead-letters/redrive/{id}",
                    "GET /v1/queues/{name}/dead-letters/discards",
                    "GET /v1/queues/{name}/dead-letters/discards/{id}",
                    "GET /v1/fleet",
                    "GET /v1/telemetry/types",
                    "GET /v1/broker",
                    "GET /v1/broker/queues",
                    "GET /v1/broker/queues/{vhost}/{name}",
                    "GET /v1/broker/connections",
                    "GET /v1/replays",
                    "GET /v1/replays/{id}",
                    "GET /v1/alarms",
                    "GET /v1/alarms/{id}",
                    "GET /v1/alarm-rules",
                    "GET /v1/ledger",
                    "GET /v1/audit",
                    "GET /v1/storage",
                    "GET /v1/conflicts",
                    "GET /v1/conflicts/{id}",
                    "GET /v1/rejections",
                    "GET /v1/rejections/{id}",
                    "GET /v1/live",
                    "GET /v1/telemetry",
                    "GET /v1/health",
                    "GET /metrics"),
            Access.OPERATOR,
            Set.of(
                    "PUT /v1/searches/{name}",
                    "DELETE /v1/searches/{name}",
                    "POST /v1/queues/{name}/pause",
                    "POST /v1/queues/{name}/throttle",
                    "POST /v1/queues/{name}/ingest",
                    "GET /v1/queues/{name}/peek",
                    "PUT /v1/queues/{name}/dead-letters/groups/{fingerprint}",
                    "POST /v1/queues/{name}/dead-letters/redrive",
                    "DELETE /v1/queues/{name}/dead-letters/redrive/{id}",
                    "POST /v1/queues/{name}/dead-letters/edit",
                    "POST /v1/queues/{name}/dead-letters/discard",
                    "POST /v1/queues/{name}/dead-letters/discards/{id}/undo",
                    "POST /v1/replays/plan",
                    "POST /v1/replays",
                    "POST /v1/replays/{id}/pause",
                    "POST /v1/replays/{id}/resume",
                    "POST /v1/replays/{id}/stop",
                    "POST /v1/alarms/{id}/ack",
                    "POST /v1/alarm-rules/{id}/disable",
                    "POST /v1/queues/{name}/resume",
                    "POST /v1/queues/{name}/purge/plan",
                    "POST /v1/queues/{name}/purge",
                    "DELETE /v1/queues/{name}/purge/{id}",
                    "POST /v1/queues/{name}/purge/{id}/undo",
                    "POST /v1/rejections/{id}/resubmit"),
            Access.ADMIN,
            Set.of(
                    "POST /v1/broker/queues/{vhost}/{name}/purge/plan",
                    "POST /v1/broker/queues/{vhost}/{name}/purge",
                    "POST /v1/broker/queues/{vhost}/{name}/delete/plan",
                    "POST /v1/broker/queues/{vhost}/{name}/delete",
                    "PUT /v1/alarm-rules/{id}",
                    "DELETE /v1/alarm-rules/{id}",
                    "PUT /v1/queues/{name}",
                    "DELETE /v1/queues/{name}",
                    "GET /v1/tokens",
                    "POST /v1/tokens",
                    "DELETE /v1/tokens/{id}",
                    "GET /v1/users",
                    "POST /v1/users",
                    "PUT /v1/users/{name}",
                    "PATCH /v1/users/{name}",
                    "DELETE /v1/users/{name}",
                    "DELETE /v1/users/{name}/sessions",
                    "POST /v1/erasures/plan",
                    "GET /v1/erasures/{id}",
                    "DELETE /v1/events"));

    private static final Map<String, Access> ROUTES = byRoute();

    private Rights() {}

    private static Map<String, Access> byRoute() {
        Map<String, Access> routes = new HashMap<>();
        LIST.forEach((access, keys) -> keys.forEach(key -> {
            if (routes.put(key, access) != null) {
                throw new IllegalStateException(key + " is in the list twice");
            }
        }));
        return Map.copyOf(routes);
    }

    /// @return ADMIN for a route that is not in the list
    static Access of(String method, String pattern) {
        return ROUTES.getOrDefault(method + " " + pattern, Access.ADMIN);
    }

    /// every route of the list, as method and pattern
    static Set<String> listed() {
        return ROUTES.keySet();
    }
}
