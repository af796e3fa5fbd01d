package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// A purge is planned, run and taken back.
class PurgeIT {
    private @Nullable PipelineFleet running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    private PipelineFleet fleet(Map<String, String> settings) {
        running = new PipelineFleet(1, settings);
        return running;
    }

    /// events `a-N` of type `shop.a` and `b-N` of type `shop.b` in turn, in one request
    private static void sendMixed(PipelineFleet fleet, int events) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < events; i++) {
            String kind = i % 2 == 0 ? "a" : "b";
            lines.append("{\"id\":\"%s-%d\",\"source\":\"/%s\",\"type\":\"shop.%s\",\"data\":{\"n\":%d}}\n"
                    .formatted(kind, i, kind, kind, i));
        }
        fleet.pipeline(0)
                .ingest()
                .ingest(new IngestRequest(
                        "application/x-ndjson",
                        null,
                        new ByteArrayInputStream(lines.toString().getBytes(UTF_8)),
                        -1));
    }

    /// a plan that counts so many, once ingest has told the ledger
    private static PurgePlan plan(PipelineFleet fleet, @Nullable PurgeFilter filter, long count) {
        return Eventually.eventually(
                DEADLINE, () -> tryPlan(fleet, filter), p -> p != null && p.count() == count, "a plan counts " + count);
    }

    /// @return null while the broker cannot be asked
    private static @Nullable PurgePlan tryPlan(PipelineFleet fleet, @Nullable PurgeFilter filter) {
        try {
            return fleet.control().plan("default", filter, OPERATOR);
        } catch (PipelineException e) {
            if (e.code() == ErrorCode.BROKER_UNAVAILABLE) {
                return null;
            }
            throw e;
        }
    }

    private static Purge run(PipelineFleet fleet, PurgePlan plan, @Nullable String name) {
        fleet.control().purge("default", new PurgeRequest(plan.plan(), "test", name), OPERATOR);
        return ended(fleet, plan);
    }

    private static Purge undo(PipelineFleet fleet, PurgePlan plan) {
        fleet.control().undo("default", plan.plan(), OPERATOR);
        return ended(fleet, plan);
    }

    private static Purge ended(PipelineFleet fleet, PurgePlan plan) {
        return Eventually.eventually(
                DEADLINE, () -> fleet.control().purge("default", plan.plan()), p -> !p.moves(), "it ends");
    }

    private static PipelineException refused(ErrorCode code, Executable act) {
        PipelineException e = assertThrows(PipelineException.class, act);
        assertEquals(code, e.code(), e.getMessage());
        return e;
    }

    @Test
    void putsBackWhatItRemovedAsIfItHadNeverBeenGone() {
        PipelineFleet fleet = fleet(Map.of());
        fleet.pause("default");
        fleet.send(0, "undo", 0, 1_200, 0);
        PurgePlan plan = plan(fleet, null, 1_200);
        assertTrue(plan.undo());
        assertFalse(plan.confirmName(), "it is no production and can be undone");
        assertTrue(plan.exact());
        assertEquals(1, plan.consumers().size());
        Purge done = run(fleet, plan, null);
        assertEquals(Purge.DONE, done.state(), done.detail());
        assertEquals(1_200, done.purged());
        assertNotNull(done.undoUntil());
        assertEquals(0, fleet.servers.broker().ready("sluice.default"));
        Purge undone = undo(fleet, plan);
        assertEquals(Purge.UNDONE, undone.state(), undone.detail());
        assertEquals(1_200, undone.undone());
        refused(ErrorCode.CONFLICT, () -> fleet.control().undo("default", plan.plan(), OPERATOR));
        fleet.resume("default");
        Ledger ledger = fleet.settled();
        assertEquals(1_200, ledger.accepted());
        assertEquals(1_200, ledger.stored());
        assertEquals(0, ledger.purged());
        assertEquals(0, ledger.unexplained());
        assertEquals(1_200, fleet.rows("received_at <= '" + plan.newest() + "'"), "they keep their receive times");
        assertEquals(
                List.of(Purge.UNDONE),
                fleet.control().purges("default").items().stream()
                        .map(Purge::state)
                        .toList());
        AuditRecord act = fleet.audits("undo-purge").stream()
                .filter(a -> !a.outcome().equals("denied"))
                .findFirst()
                .orElseThrow();
        assertEquals("put 1200 events back", act.outcome());
        assertEquals("1200 events purged", act.before());
        assertEquals(
                1,
                fleet.audits("undo-purge").stream()
                        .filter(a -> a.outcome().equals("denied"))
                        .count());
        assertEquals(1, fleet.audits("purge").size());
        assertEquals(1, fleet.audits("start-purge").size());
    }

    @Test
    void asksForTheNameWhereThereIsNoWayBack() {
        PipelineFleet fleet = fleet(Map.of("SLUICE_UNDO_BYTES", "10"));
        fleet.pause("default");
        fleet.send(0, "big", 0, 10, 600);
        PurgePlan plan = Eventually.eventually(
                DEADLINE,
                () -> fleet.control().plan("default", OPERATOR),
                p -> p.count() == 10 && !p.undo(),
                "the plan knows that it is too much for a snapshot");
        assertTrue(plan.confirmName());
        assertTrue(String.valueOf(plan.noUndo()).contains("SLUICE_UNDO_BYTES"), plan.noUndo());
        assertNull(plan.undoUntil());
        refused(ErrorCode.NAME_REQUIRED, () -> run(fleet, plan, null));
        refused(ErrorCode.NAME_REQUIRED, () -> run(fleet, plan, "defualt"));
        Purge done = run(fleet, plan, "default");
        assertEquals(10, done.purged());
        assertEquals(plan.noUndo(), done.noUndo());
        refused(ErrorCode.CONFLICT, () -> fleet.control().undo("default", plan.plan(), OPERATOR));
        assertEquals(0, fleet.servers.database().number("select count(*) from purge_snapshot"));
        assertEquals(
                2,
                fleet.audits("purge").stream()
                        .filter(a -> a.outcome().equals("denied"))
                        .count());
    }

    @Test
    void asksForTheNameInProductionWhateverCanBeUndone() {
        PipelineFleet fleet = fleet(Map.of("SLUICE_ENVIRONMENT", "production"));
        fleet.pause("default");
        fleet.send(0, "prod", 0, 5, 0);
        PurgePlan plan = plan(fleet, null, 5);
        assertTrue(plan.undo() && plan.confirmName());
        refused(ErrorCode.NAME_REQUIRED, () -> run(fleet, plan, null));
        assertEquals(Purge.DONE, run(fleet, plan, "default").state());
    }

    @Test
    void refusesAPlanWhenTheQueueHasMovedOn() {
        PipelineFleet fleet = fleet(Map.of());
        fleet.pause("default");
        fleet.send(0, "old", 0, 20, 0);
        PurgePlan grown = plan(fleet, null, 20);
        fleet.send(0, "new", 0, 1_500, 0);
        plan(fleet, null, 1_520);
        String why =
                refused(ErrorCode.PLAN_STALE, () -> run(fleet, grown, null)).getMessage();
        assertTrue(why.contains("20 events waited in queue default") && why.contains("1520 wait now"), why);
        PurgePlan drained = plan(fleet, null, 1_520);
        fleet.resume("default");
        fleet.settled();
        why = refused(ErrorCode.PLAN_STALE, () -> run(fleet, drained, null)).getMessage();
        assertTrue(why.contains("0 of them wait now"), why);
        assertEquals(1_520, fleet.rows("true"));
        assertEquals(
                2,
                fleet.audits("purge").stream()
                        .filter(a -> a.outcome().equals("denied"))
                        .count());
    }

    @Test
    void takesByFilterOnlyWhatFitsAndSendsTheRestToTheTail() {
        PipelineFleet fleet = fleet(Map.of());
        PurgeFilter filter = new PurgeFilter("shop.a", "/a", null);
        refused(ErrorCode.QUEUE_NOT_PAUSED, () -> fleet.control().plan("default", filter, OPERATOR));
        refused(ErrorCode.MALFORMED_REQUEST, () -> fleet.control()
                .plan("default", new PurgeFilter(null, null, "soon"), OPERATOR));
        fleet.pause("default");
        sendMixed(fleet, 900);
        fleet.send(0, "other", 0, 40, 0);
        plan(fleet, null, 940);
        assertEquals(0, plan(fleet, new PurgeFilter(null, null, "1h"), 0).messages());
        PurgePlan plan = plan(fleet, filter, 450);
        assertTrue(plan.exact());
        assertEquals("shop.a", plan.samples().getFirst().type());
        Purge done = run(fleet, plan, null);
        assertEquals(Purge.DONE, done.state(), done.detail());
        assertEquals(450, done.purged());
        Ledger between = fleet.control().ledger(null);
        assertEquals(450, between.purged());
        assertEquals(490, between.inFlight());
        assertEquals(940, between.accepted());
        assertEquals(Purge.UNDONE, undo(fleet, plan).state());
        fleet.resume("default");
        Ledger ledger = fleet.settled();
        assertEquals(940, ledger.accepted());
        assertEquals(940, ledger.stored());
        assertEquals(0, ledger.duplicate());
        assertEquals(0, ledger.unexplained());
        assertEquals(940, fleet.rows("received_at <= '" + plan.expires().minusSeconds(600) + "'"));
    }

    @Test
    void saysThatItIsTooLateForAnUndo() {
        PipelineFleet fleet = fleet(Map.of());
        fleet.pause("default");
        fleet.send(0, "late", 0, 5, 0);
        PurgePlan plan = plan(fleet, null, 5);
        run(fleet, plan, null);
        fleet.servers.database().execute("update purge_plan set undo_until = now() - interval '1 hour'");
        refused(ErrorCode.UNDO_EXPIRED, () -> fleet.control().undo("default", plan.plan(), OPERATOR));
        assertNull(fleet.control().purge("default", plan.plan()).undoUntil());
    }

    @Test
    void isGoneOnWithByAnotherInstanceThanTheOneThatIsGone() {
        PipelineFleet fleet = fleet(Map.of());
        fleet.pause("default");
        fleet.send(0, "left", 0, 30, 0);
        PurgePlan plan = plan(fleet, null, 30);
        // what a killed instance leaves: a run that shows no life
        fleet.servers
                .database()
                .execute("update purge_plan set state = 'running', started_at = now(), started_by = 'operator',"
                        + " undo_until = now() + interval '7 days', seen_at = now() - interval '1 minute' where id = '"
                        + plan.plan() + "'");
        assertEquals(30, ended(fleet, plan).purged());
        assertEquals("operator", fleet.audits("purge").getFirst().who());
        assertEquals(Purge.UNDONE, undo(fleet, plan).state());
    }
}
