package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.model.ledger.Ledger;
import org.junit.jupiter.api.Test;

class LedgerFaultTest {
    private static Ledger ledger(
            long accepted, long stored, long duplicate, long dead, long inFlight, long unexplained) {
        return new Ledger(accepted, stored, duplicate, dead, 0, inFlight, unexplained, null, null);
    }

    @Test
    void nothingIsOffWhenAllNumbersAgree() {
        assertNull(LedgerClient.fault(ledger(10, 7, 2, 1, 0, 0), 9, 7));
    }

    @Test
    void anUnexplainedEventIsAFault() {
        assertEquals("1 events are unexplained", LedgerClient.fault(ledger(10, 9, 0, 0, 0, 1), 10, 9));
    }

    @Test
    void anEventThatIsNotSettledIsAFault() {
        assertEquals(
                "10 events were accepted and 9 are settled, 1 in flight",
                LedgerClient.fault(ledger(10, 9, 0, 0, 1, 0), 10, 9));
    }

    @Test
    void anAnswerThatTheLedgerDoesNotKnowIsAFault() {
        assertEquals(
                "11 events were answered with 202 and the ledger has 10",
                LedgerClient.fault(ledger(10, 10, 0, 0, 0, 0), 11, 10));
    }

    @Test
    void aMissingRowIsAFault() {
        assertEquals(
                "the ledger has 10 events stored and the table 9 rows",
                LedgerClient.fault(ledger(10, 10, 0, 0, 0, 0), 10, 9));
    }

    @Test
    void aRunIsWhatWasAddedToTheLedger() {
        assertEquals(
                ledger(10, 8, 1, 1, 0, 0), LedgerClient.between(ledger(5, 3, 1, 1, 9, 9), ledger(15, 11, 2, 2, 0, 0)));
    }
}
