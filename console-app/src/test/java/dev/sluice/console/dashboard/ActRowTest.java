package dev.sluice.console.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.audit.AuditRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActRowTest {
    private static String act(String act, String target, String outcome) {
        return ActRow.of(new AuditRecord(Instant.EPOCH, "sluice", act, target, null, outcome, null, null, null))
                .act();
    }

    @Test
    void tellsWhatWasDroppedAndErased() {
        assertEquals("dropped the events of 2026-10-20", act("drop-day", "events:2026-10-20", "done"));
        assertEquals(
                "erased subject sha256 01234567…",
                act("erase", "events:subject sha256 " + "0123456789abcdef".repeat(4), "done"));
    }

    @Test
    void tellsWhatTheServerSaysOfIt() {
        assertEquals("purged 4 events · test", act("purge", "queue:test", "purged 4 events"));
        assertEquals("purge test: denied", act("purge", "queue:test", "denied"));
    }
}
