package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.server.config.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IngestGateTest {
    private final IngestGate gate = new IngestGate(new HttpConfig(
            "127.0.0.1", 0, 8, 4, 64L << 20, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1));

    @Test
    void countsAStreamByWhatItHoldsAndNotByWhatHasPassed() throws IOException {
        IngestGate.Pass pass = gate.enter(new Endless(300L << 20));
        byte[] buffer = new byte[1 << 20];
        long passed = 0;
        for (int read = pass.read(buffer, 0, buffer.length); read > 0; read = pass.read(buffer, 0, buffer.length)) {
            passed += read;
        }
        assertEquals(300L << 20, passed);
        assertEquals(20L << 20, gate.bytesHeld());
        pass.leave();
        assertEquals(0, gate.bytesHeld());
    }

    /// so many bytes, one value
    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? '\n' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int read = (int) Math.min(length, left);
            left -= read;
            return read == 0 ? -1 : read;
        }
    }
}
