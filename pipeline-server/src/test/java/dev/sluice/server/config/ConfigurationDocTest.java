package dev.sluice.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
    private static final Pattern ROW = Pattern.compile("\\| `(SLUICE_[A-Z_]+)` \\| (?:`([^`]*)`)? ?\\|.*");

    @Test
    void tableOfTheServerIsWhatTheCodeReads() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        boolean here = false;
        for (String line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
            here = line.startsWith("## ") ? line.equals("## The server") : here;
            Matcher row = ROW.matcher(line);
            if (here && row.matches()) {
                documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
            }
        }
        Map<String, String> read = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            read.put(setting.variable(), setting.fallback());
        }
        assertEquals(read, documented);
    }
}
