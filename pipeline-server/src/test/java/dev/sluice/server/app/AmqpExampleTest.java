package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AmqpExampleTest {
    @Test
    void documentationShowsTheExampleThatIsRun() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/sluice/server/app/AmqpExample.java"));
        String[] parts = source.split("    // example\n");
        assertEquals(3, parts.length);
        String document = Files.readString(Path.of("../docs/amqp.md"));
        assertTrue(document.contains("```java\n" + parts[1].indent(-4) + "```"), "docs/amqp.md has the example");
    }
}
