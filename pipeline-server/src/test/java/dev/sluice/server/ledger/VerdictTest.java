package dev.sluice.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.server.store.QueueAccount;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void missesNothingWhenAllIsSettled() {
        assertEquals(0, Verdict.missing(account(100, 0, 0), account(100, 0, 0), 0, 0, 0, 0));
    }

    @Test
    void missesWhatAnEmptyBrokerCannotHold() {
        assertEquals(30, Verdict.missing(account(100, 30, 3), account(140, 70, 7), 30, 0, 0, 0));
    }

    @Test
    void findsWhatWaitsOnTheBroker() {
        assertEquals(0, Verdict.missing(account(100, 30, 3), account(100, 30, 3), 30, 0, 3, 0));
    }

    @Test
    void missesOneFrameOfThreeByTheMeanFrame() {
        assertEquals(10, Verdict.missing(account(100, 30, 3), account(100, 30, 3), 30, 0, 2, 0));
    }

    @Test
    void keepsItsVerdictWhileEventsComeIn() {
        assertEquals(10, Verdict.missing(account(100, 30, 3), account(150, 60, 6), 25, 0, 5, 10));
        assertEquals(5, Verdict.missing(account(100, 30, 3), account(150, 60, 6), 5, 0, 5, 10));
    }

    @Test
    void doesNotMissWhatWasNotSentYet() {
        assertEquals(0, Verdict.missing(account(100, 30, 3), account(100, 30, 3), 30, 30, 0, 0));
        assertEquals(10, Verdict.missing(account(100, 30, 3), account(100, 30, 3), 30, 20, 0, 0));
        assertEquals(0, Verdict.missing(account(100, 30, 3), account(100, 30, 3), 30, 10, 1, 0));
    }

    private static QueueAccount account(long accepted, long unsettledEvents, long unsettledFrames) {
        return new QueueAccount(
                "default", accepted, accepted - unsettledEvents, 0, 0, 0, 0, unsettledEvents, unsettledFrames, 0, null);
    }
}
