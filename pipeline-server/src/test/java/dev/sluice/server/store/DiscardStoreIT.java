package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.server.telemetry.Waypoints;
import dev.sluice.server.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DiscardStoreIT {
    private static final Duration UNDO = Duration.ofDays(7);
    private static TestDatabase server;
    private static Database database;
    private static DiscardStore discards;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        discards = new DiscardStore(database, Waypoints.NONE);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @AfterEach
    void empty() {
        server.execute("truncate dead_letter, discard_act, ledger_shift");
    }

    @Test
    void keepsTheBytesForAsLongAsItCanBeUndone() {
        letters(3);
        discard("d1");
        assertFalse(discards.sweep());
        assertEquals(3, server.number("select count(*) from dead_letter where state = 'discarded' and bytes <> ''"));
        assertEquals(3L, undo("d1").orElseThrow().restored());
        assertEquals(3, server.number("select count(*) from dead_letter where state = 'new'"));
    }

    @Test
    void dropsTheBytesOnceItCannotAndRefusesToUndoIt() {
        letters(2_500);
        discard("d1");
        letters(1);
        discard("d2");
        server.execute("update discard_act set undo_until = now() - interval '1 second' where id = 'd1'");
        int passes = 0;
        while (discards.sweep()) {
            passes++;
        }
        assertEquals(3, passes);
        assertEquals(2_500, server.number("select count(*) from dead_letter where bytes = '' and act = 'd1'"));
        assertEquals(1, server.number("select count(*) from dead_letter where bytes <> '' and act = 'd2'"));
        assertTrue(undo("d1").isEmpty());
        assertEquals(2_501, server.number("select discarded from ledger_shift"));
    }

    @Test
    void leavesForeignLettersOutOfTheLedgerAndErasedOnesErased() {
        letters(2);
        server.execute("update dead_letter set incarnation = null where id = (select min(id) from dead_letter)");
        discard("d1");
        assertEquals(1, server.number("select discarded from ledger_shift"));
        server.execute("update dead_letter set bytes = '', detail = 'erased' where incarnation is not null");
        undo("d1");
        assertEquals(0, server.number("select discarded from ledger_shift"));
        assertEquals("erased new", server.value("select string_agg(state, ' ' order by state) from dead_letter"));
    }

    @Test
    void forgetsOldActs() {
        letters(1);
        discard("d1");
        server.execute("update discard_act set undo_until = now() - interval '31 days'");
        while (discards.sweep()) {
            // until nothing is left
        }
        discards.sweep();
        assertEquals(Optional.empty(), discards.find("q", "d1"));
    }

    private static void letters(int count) {
        server.execute("insert into dead_letter (queue, incarnation, seq, bytes, code, detail, fingerprint)"
                + " select 'q', 1, n, 'x', 'unstorable', 'why', 'f' from generate_series(1, " + count + ") as n");
    }

    private static void discard(String id) {
        discards.discard(
                id, new LetterChoice("q", null, null, Long.MAX_VALUE), "why", "ada", UNDO, count -> audit("discard"));
    }

    private static Optional<Discard> undo(String id) {
        return discards.undo("q", id, "bob", count -> audit("undo-discard"));
    }

    private static AuditRecord audit(String act) {
        return new AuditRecord(Instant.now(), "ada", act, "queue:q", null, "done", null, null, null);
    }
}
