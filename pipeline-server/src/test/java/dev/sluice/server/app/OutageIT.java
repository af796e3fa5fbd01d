package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.PipelineException;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.ingest.IngestFailedException;
import dev.sluice.server.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageIT {
    private static final int BATCH = 20;

    private final RunningPipeline running = new RunningPipeline();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void takesEventsWhileTheDatabaseIsAwayAndStoresThemOnceItIsBack() {
        running.send(0, 100);
        running.settled(100);
        running.servers.database().cut();
        for (int i = 100; i < 300; i += BATCH) {
            assertEquals(BATCH, running.send(i, i + BATCH).accepted());
        }
        Eventually.eventually(
                DEADLINE, () -> running.pipeline.health().report().state() == HealthState.RED, "health is red");
        running.servers.database().restore();
        Ledger ledger = Eventually.eventually(
                DEADLINE, this::ledgerOrNone, l -> l.stored() == 300 && l.inFlight() == 0, "all is stored by itself");
        assertEquals(300, ledger.accepted());
        assertEquals(0, ledger.deadLettered());
        assertEquals(0, ledger.unexplained());
        Eventually.eventually(
                DEADLINE, () -> running.pipeline.health().report().state() == HealthState.GREEN, "health is green");
    }

    @Test
    void losesNothingWhileTheBrokerCutsEveryConnection() {
        int cuts = 0;
        int sent = 0;
        while (cuts < 5 || sent < 400) {
            cuts += running.servers.broker().closeConnections() > 0 ? 1 : 0;
            insist(sent, sent + BATCH);
            sent += BATCH;
        }
        int all = sent;
        Ledger ledger = Eventually.eventually(
                DEADLINE, running::ledger, l -> l.stored() == all && l.inFlight() == 0, all + " events are stored");
        assertEquals(all, running.servers.database().number("select count(*) from event"));
        assertEquals(ledger.accepted(), ledger.stored() + ledger.duplicate());
        assertEquals(0, ledger.unexplained());
        assertTrue(cuts >= 5);
    }

    /// as a producer does: again, with the same ids, until it is accepted
    private void insist(int from, int to) {
        Eventually.eventually(
                DEADLINE,
                () -> {
                    try {
                        return running.send(from, to).accepted() == to - from;
                    } catch (IngestFailedException e) {
                        assertTrue(e.code().retryable(), e.getMessage());
                    } catch (PipelineException e) {
                        assertTrue(e.code().retryable(), e.getMessage());
                    }
                    return false;
                },
                "the events " + from + " to " + to + " are accepted");
    }

    private Ledger ledgerOrNone() {
        try {
            return running.ledger();
        } catch (PipelineException e) {
            return new Ledger(0, 0, 0, 0, 0, 0, 0, null, null);
        }
    }
}
