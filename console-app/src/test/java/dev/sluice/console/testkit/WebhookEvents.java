package dev.sluice.console.testkit;

import dev.sluice.model.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Made-up events that look like the webhooks of a code forge.
public final class WebhookEvents {
    private static final List<String> TYPES = List.of(
            "issues.opened",
            "pull_request.closed",
            "push",
            "check_run.completed",
            "issue_comment.created",
            "star.created",
            "workflow_job.queued",
            "pull_request.opened",
            "release.published",
            "deployment_status.created");
    private static final List<String> REPOSITORIES =
            List.of("meadow/harvest", "meadow/orchard", "tinkers/lathe", "northwind/ledger", "tinkers/forge-ui");
    private static final List<String> PEOPLE = List.of("ada-l", "grace-h", "linus-p", "margaret-h", "edsger-d");
    private static final List<String> TITLES = List.of(
            "Depth chart jumps after resume",
            "Bump the parser to 2.22.4",
            "Search finds nothing after midnight",
            "Retry once more before giving up",
            "Typo in the operations page");

    private WebhookEvents() {}

    public static String type(int n) {
        return "com.github." + TYPES.get(n * 7 % TYPES.size());
    }

    public static String source(int n) {
        return "https://github.com/" + REPOSITORIES.get(n * 3 % REPOSITORIES.size());
    }

    public static String id(int n) {
        return new UUID(0x7f1c_0000_0000_4000L + n, 0x8000_0000_0000_0000L + n * 31L).toString();
    }

    /// null when it has none
    public static @Nullable String subject(int n) {
        return n % 3 == 1 ? null : "#" + (1_000 + n);
    }

    /// JSON text of the `n`th event, as a producer sends it.
    public static String json(int n, Instant time) {
        String type = type(n);
        String repository = REPOSITORIES.get(n * 3 % REPOSITORIES.size());
        String person = PEOPLE.get(n * 2 % PEOPLE.size());
        String title = TITLES.get(n * 11 % TITLES.size());
        Map<String, Object> data = new LinkedHashMap<>();
        if (type.indexOf('.', 11) > 0) {
            data.put("action", type.substring(type.lastIndexOf('.') + 1));
        }
        data.put("number", 1_000 + n);
        if (type.contains("issue")) {
            data.put("issue", map("title", title, "number", 1_000 + n, "comments", n % 5, "locked", false));
        } else if (type.contains("pull_request")) {
            data.put("pull_request", map("title", title, "draft", false, "additions", 41 + n, "labels", List.of()));
        }
        data.put("repository", map("id", 640_412_585 + n, "full_name", repository, "private", false));
        data.put("sender", map("login", person, "type", "User"));
        Map<String, Object> event = map("specversion", "1.0", "id", id(n), "source", source(n), "type", type);
        if (subject(n) != null) {
            event.put("subject", subject(n));
        }
        event.put("time", time);
        event.put("data", data);
        return Json.text(event);
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
