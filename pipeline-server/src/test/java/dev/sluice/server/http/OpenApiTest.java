package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Refusal;
import dev.sluice.model.ingest.Rejection;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]+) \\| `(/[^`]*)` \\| (yes|no) \\| (.*) \\|");

    private final List<Route> routes = new AllRoutes().table().routes();
    private final JsonNode document = document();

    private JsonNode document() {
        try {
            return Json.tree(Json.bytes(OpenApi.document(routes, "1")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void describesEveryOperationAsTheStandardAsks() {
        assertTrue(document.path("openapi").asText().startsWith("3.1."));
        document.path("paths").properties().forEach(path -> {
            Set<String> named = new HashSet<>();
            Matcher parameters = PARAMETER.matcher(path.getKey());
            while (parameters.find()) {
                named.add(parameters.group(1));
            }
            path.getValue().properties().forEach(operation -> {
                String name = operation.getKey() + " " + path.getKey();
                Set<String> inPath = new HashSet<>();
                Set<String> seen = new HashSet<>();
                for (JsonNode parameter : operation.getValue().path("parameters")) {
                    String in = parameter.path("in").asText();
                    assertTrue(seen.add(in + parameter.path("name").asText()), name);
                    assertTrue(parameter.path("schema").isObject(), name);
                    if (in.equals("path")) {
                        assertTrue(parameter.path("required").asBoolean(), name);
                        inPath.add(parameter.path("name").asText());
                    }
                }
                assertEquals(named, inPath, name);
                JsonNode responses = operation.getValue().path("responses");
                assertFalse(responses.isEmpty(), name);
                responses.properties().forEach(response -> {
                    assertTrue(response.getKey().matches("[1-5]([0-9]{2}|XX)|default"), name);
                    assertFalse(response.getValue().path("description").asText().isBlank(), name);
                });
            });
        });
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<String> references = document.findValuesAsText("$ref");
        assertFalse(references.isEmpty());
        for (String reference : references) {
            assertTrue(document.at(reference.substring(1)).isObject(), reference);
        }
    }

    @Test
    void saysWhatIngestTakesAndAnswers() {
        JsonNode ingest = document.at("/paths/~1v1~1events/post");
        assertEquals(
                Set.of(
                        "application/json",
                        "application/cloudevents+json",
                        "application/cloudevents-batch+json",
                        "application/x-ndjson",
                        "*/*"),
                names(ingest.at("/requestBody/content")));
        Set<String> codes = new TreeSet<>(names(ingest.path("responses")));
        assertTrue(
                codes.containsAll(Set.of("202", "400", "401", "408", "413", "415", "422", "429", "503")), "" + codes);
        for (String busy : List.of("429", "503")) {
            assertTrue(ingest.path("responses").path(busy).path("headers").has("Retry-After"));
        }
    }

    @Test
    void schemasNameTheMembersThatAreWritten() throws IOException {
        Receipt receipt = new Receipt(1, List.of(new Rejection(1, "too-deep", "/data", "x")), 1, 2L);
        Problem problem = Problem.of(ErrorCode.OVERLOADED, "x", "id").withColumn(1);
        assertEquals(members("Receipt"), names(Json.tree(Json.bytes(receipt))));
        assertEquals(
                members("Rejection"),
                names(Json.tree(Json.bytes(receipt.rejected().getFirst()))));
        assertEquals(members("Problem"), names(Json.tree(Json.bytes(problem))));
        Set<String> refusal = names(Json.tree(Json.bytes(Refusal.of(ErrorCode.OVERLOADED, "x", "id", receipt, 3L))));
        refusal.add("column");
        assertEquals(members("Refusal"), refusal);
        Set<String> codes = new TreeSet<>();
        document.at("/components/schemas/Problem/properties/code/enum").forEach(code -> codes.add(code.asText()));
        assertEquals(ErrorCode.values().length, codes.size());
    }

    @Test
    void pageOfTheApiListsEveryRoute() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/api.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.add(row.group(1) + " " + row.group(2) + " " + row.group(3) + " " + row.group(4));
            }
        }
        assertEquals(
                routes.stream()
                        .map(route -> route.method() + " " + route.pattern() + " "
                                + (route.access() == Access.PUBLIC ? "no" : "yes") + " " + route.summary())
                        .collect(Collectors.toCollection(TreeSet::new)),
                documented);
    }

    private Set<String> members(String schema) {
        return names(document.at("/components/schemas/" + schema + "/properties"));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
