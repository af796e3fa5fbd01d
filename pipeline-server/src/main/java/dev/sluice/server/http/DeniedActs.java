package dev.sluice.server.http;

import dev.sluice.server.control.ForeignQueues;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tells the audit of acts that were refused for want of a right, at most once per caller and route in ten
/// seconds: a flood of bad tokens must not become a flood of audit records. Thread-safe.
public final class DeniedActs {
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MAX_REMEMBERED = 1_000;

    /// Keeps one refused act.
    @FunctionalInterface
    public interface Audit {
        void denied(String who, String address, String act, String target, String why);
    }

    private final Audit audit;
    private final LongSupplier nanoTime;
    private final Map<String, Long> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public DeniedActs(Audit audit) {
        this(audit, System::nanoTime);
    }

    DeniedActs(Audit audit, LongSupplier nanoTime) {
        this.audit = audit;
        this.nanoTime = nanoTime;
    }

    /// @param who name of the token, `unknown` without one
    void note(String who, String address, Route route, Map<String, String> parameters, String why) {
        long now = nanoTime.getAsLong();
        String caller = who + " " + address + " " + route.method() + " " + route.pattern();
        synchronized (told) {
            Long last = told.get(caller);
            if (last != null && now - last < QUIET_NANOS) {
                return;
            }
            told.put(caller, now);
        }
        String name = parameters.getOrDefault("name", "");
        @Nullable String vhost = parameters.get("vhost");
        String kind = route.pattern().startsWith("/v1/users/")
                ? "user:"
                : route.pattern().startsWith("/v1/searches/") ? "search:" : "queue:";
        String target = name.isEmpty() ? route.pattern() : kind + name;
        if (vhost != null) {
            target = ForeignQueues.target(vhost, name);
        }
        if (route.pattern().startsWith("/v1/replays/{id}")) {
            target = "replay:" + parameters.getOrDefault("id", "");
        }
        String act = act(route);
        audit.denied(who, address, act, target, why);
    }

    private static String act(Route route) {
        return switch (route.key()) {
            case "DELETE /v1/queues/{name}" -> "delete-queue";
            case "PUT /v1/queues/{name}" -> "define-queue";
            case "POST /v1/broker/queues/{vhost}/{name}/purge", "POST /v1/broker/queues/{vhost}/{name}/purge/plan" ->
                "purge-broker-queue";
            case "POST /v1/broker/queues/{vhost}/{name}/delete", "POST /v1/broker/queues/{vhost}/{name}/delete/plan" ->
                "delete-broker-queue";
            case "DELETE /v1/events" -> "erase";
            case "POST /v1/users" -> "add-user";
            case "PUT /v1/users/{name}", "PATCH /v1/users/{name}" -> "change-user";
            case "DELETE /v1/users/{name}" -> "remove-user";
            case "DELETE /v1/users/{name}/sessions" -> "end-sessions";
            case "POST /v1/tokens" -> "issue-key";
            case "DELETE /v1/tokens/{id}" -> "revoke-key";
            case "PUT /v1/searches/{name}" -> "save-search";
            case "DELETE /v1/searches/{name}" -> "delete-search";
            case "DELETE /v1/session" -> "log-out";
            case "PUT /v1/session/password" -> "change-password";
            case "PUT /v1/queues/{name}/dead-letters/groups/{fingerprint}" -> "mark-dead-letters";
            case "DELETE /v1/queues/{name}/dead-letters/redrive/{id}" -> "stop-redrive";
            case "POST /v1/queues/{name}/dead-letters/discards/{id}/undo" -> "undo-discard";
            case "POST /v1/replays", "POST /v1/replays/plan" -> "start-replay";
            case "POST /v1/replays/{id}/pause" -> "pause-replay";
            case "POST /v1/replays/{id}/resume" -> "resume-replay";
            case "POST /v1/replays/{id}/stop" -> "stop-replay";
            default -> route.method().equals("DELETE") ? "stop" : last(route);
        };
    }

    /// the last word of its pattern
    private static String last(Route route) {
        return route.segments().stream()
                .filter(segment -> !segment.startsWith("{"))
                .toList()
                .getLast();
    }
}
