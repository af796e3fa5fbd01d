package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Runs the `curl` lines of docs/api.md, in order, and compares what they answer with what the page says.
class ApiDocIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    /// `curl` as on the page, and behind it what a test needs to know
    private static final String PRELUDE =
            "set -eo pipefail; curl() { command curl -sS -o \"$OUT\" -w '%{http_code}' \"$@\"; }\n";

    /// @param answer null when the page shows none
    private record Example(
            String script, int status, @Nullable String answer) {
        /// what is read may arrive a moment later, so it is asked for until it is there
        boolean reads() {
            return script.contains("curl -G") || script.contains("/v1/ledger");
        }
    }

    @Test
    void pageShowsWhatTheServerDoes() throws Exception {
        List<Example> examples = examples(Files.readAllLines(Path.of("../docs/api.md")));
        assertTrue(examples.size() > 15, examples.size() + " examples");
        try (TestServers servers = new TestServers();
                SluiceServer server = SluiceServer.start(ServerConfig.load(List.of(), servers.environment()))) {
            Eventually.eventually(DEADLINE, server::ready, "the server is ready");
            for (Example example : examples) {
                if (example.reads()) {
                    Eventually.eventually(DEADLINE, () -> fault(example, server), String::isEmpty, example.script());
                } else {
                    assertEquals("", fault(example, server), example.script());
                }
            }
        }
    }

    /// @return what is not as the page says, empty when all is
    private static String fault(Example example, SluiceServer server) {
        try {
            Path out = Files.createTempFile("sluice-curl", ".json");
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", PRELUDE + example.script());
            builder.environment().put("OUT", out.toString());
            builder.environment().put("URL", server.url().toString());
            builder.environment()
                    .put("AUTH", "Authorization: Bearer " + server.adminToken().orElseThrow());
            Process process = builder.redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            int exit = process.waitFor();
            String answer = Files.readString(out);
            if (exit != 0 || !printed.equals(Integer.toString(example.status()))) {
                return "exit " + exit + ", status " + printed + ": " + answer;
            }
            return example.answer() == null
                            || fits(Json.tree(example.answer().getBytes(UTF_8)), Json.tree(answer.getBytes(UTF_8)))
                    ? ""
                    : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean fits(JsonNode shown, JsonNode given) {
        if (shown.isTextual() && shown.textValue().equals("…")) {
            return true;
        }
        if (shown.isObject() && given.isObject()) {
            return shown.size() == given.size()
                    && shown.properties().stream()
                            .allMatch(member ->
                                    given.has(member.getKey()) && fits(member.getValue(), given.get(member.getKey())));
        }
        if (shown.isArray() && given.isArray()) {
            return shown.size() == given.size()
                    && IntStream.range(0, shown.size()).allMatch(i -> fits(shown.get(i), given.get(i)));
        }
        return shown.equals(given);
    }

    /// A block ```` ```sh ```` is a script; the block ```` ```json STATUS ```` right after it, its answer.
    private static List<Example> examples(List<String> page) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).equals("```sh")) {
                String script = block(page, i + 1);
                int after = i + script.split("\n", -1).length + 2;
                boolean shown = after < page.size() && page.get(after).startsWith("```json ");
                int status = shown ? Integer.parseInt(page.get(after).substring("```json ".length())) : 200;
                examples.add(new Example(script, status, shown ? block(page, after + 1) : null));
            }
        }
        return examples;
    }

    private static String block(List<String> page, int from) {
        int to = from;
        while (!page.get(to).equals("```")) {
            to++;
        }
        return String.join("\n", page.subList(from, to));
    }
}
