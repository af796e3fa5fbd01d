package dev.sluice.server.bench;

import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Raw samples, one JSON document a line, to stdout and to a file; progress to stderr.
final class Output {
    private final PrintStream file;

    Output(Path file) throws IOException {
        this.file = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
    }

    void print(Map<String, Object> document) {
        String line = Json.text(document);
        System.out.println(line);
        file.println(line);
    }

    static void show(Map<String, Object> facts) {
        facts.forEach((name, value) ->
                System.out.printf("%-22s%s%n", name, value instanceof String ? value : Json.text(value)));
    }

    static void say(String text) {
        System.err.println("        " + text);
    }
}
