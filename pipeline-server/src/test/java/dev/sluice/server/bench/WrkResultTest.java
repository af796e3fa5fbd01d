package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WrkResultTest {
    @Test
    void findsTheLineOfTheScript() throws IOException {
        String output =
                "Running 3s test @ http://127.0.0.1\nRESULT requests=12 errors=1 refused=2 micros=3000000 p50=1500 p99=9000\n";
        assertEquals(
                new WrkResult(12, 1, 2, Duration.ofSeconds(3), Duration.ofNanos(1_500_000), Duration.ofMillis(9)),
                WrkResult.parse(output));
    }

    @Test
    void saysWhatWrkSaidInstead() {
        String message = assertThrows(IOException.class, () -> WrkResult.parse("unable to connect"))
                .getMessage();
        assertTrue(message.contains("unable to connect"), message);
    }
}
