package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.HttpConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IngestGateTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final IngestGate gate = new IngestGate(new HttpConfig(
            "127.0.0.1", 0, 8, 2, 1 << 20, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1));

    @Test
    void countsWhatRequestsHoldAndNotWhatHasPassed() throws InterruptedException {
        IngestGate.Pass pass = gate.enter();
        for (int i = 0; i < 1_000; i++) {
            assertTrue(pass.hold(900_000, AT_ONCE));
            assertTrue(pass.hold(1_000, AT_ONCE));
        }
        assertEquals(1_024, gate.bytesHeld());
        pass.leave();
        pass.leave();
        assertEquals(0, gate.bytesHeld());
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsWhatWasHeld() throws InterruptedException {
        IngestGate.Pass first = gate.enter();
        IngestGate.Pass second = gate.enter();
        assertTrue(first.hold(700_000, AT_ONCE));
        assertFalse(second.hold(700_000, AT_ONCE));
        assertTrue(second.hold(300_000, AT_ONCE));
        assertFalse(second.hold(400_000, AT_ONCE));
        first.leave();
        assertTrue(second.hold(700_000, AT_ONCE));
        second.leave();
        assertEquals(0, gate.bytesHeld());
    }

    @Test
    void waitsForRoomWhenAskedTo() throws InterruptedException {
        IngestGate.Pass first = gate.enter();
        IngestGate.Pass second = gate.enter();
        assertTrue(first.hold(1 << 20, AT_ONCE));
        CompletableFuture<Void> leaving = CompletableFuture.runAsync(first::leave);
        assertTrue(second.hold(1 << 20, LONG));
        leaving.join();
    }

    @Test
    void refusesMoreRequestsThanItBears() {
        IngestGate.Pass first = gate.enter();
        gate.enter();
        assertEquals(
                ErrorCode.OVERLOADED,
                assertThrows(PipelineException.class, gate::enter).code());
        first.leave();
        gate.enter();
    }
}
