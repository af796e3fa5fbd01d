package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.fleet.FleetMember;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.queue.IngestStopRequest;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.queue.ThrottleRequest;
import dev.sluice.server.testkit.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapsIT {
    private final PipelineFleet fleet = new PipelineFleet(2, Map.of());

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void storesNoFasterThanTheThrottleSaysOverAllInstancesUntilItEnds() {
        fleet.pause("default");
        for (int i = 0; i < 100; i++) {
            fleet.send(i % 2, "test.slow", 10 * i, 10 * i + 10, 0);
        }
        QueueState throttled = throttle(40.0, null);
        assertNotNull(throttled.throttle());
        assertEquals(40.0, throttled.throttle().rate());
        everywhere(state -> state.throttle() != null);
        long began = System.nanoTime();
        fleet.resume("default");
        Eventually.eventually(DEADLINE, () -> stored() >= 60, "some are stored");
        double seconds = (System.nanoTime() - began) / 1e9;
        long stored = stored();
        // each instance may have a frame ahead of its time, of each of two queues
        assertTrue(stored <= 40 * seconds + 40, stored + " events in " + seconds + " s");
        throttle(40.0, Instant.now().plusSeconds(2));
        Eventually.eventually(DEADLINE, () -> stored() == 1_000, "the throttle ended by itself");
        assertNull(fleet.queue("default").throttle());
        assertEquals(1, told("throttle", "sluice"), "one of the instances ended it");
    }

    @Test
    void liftsAThrottleAtOnce() {
        fleet.pause("default");
        fleet.send(0, "test.slow", 0, 400, 0);
        throttle(0.5, null);
        everywhere(state -> state.throttle() != null);
        fleet.resume("default");
        fleet.send(0, "test.slow", 400, 401, 0);
        fleet.pipeline(0).operators().taps().throttle("default", new ThrottleRequest(null, null, null), OPERATOR);
        Eventually.eventually(DEADLINE, () -> stored() == 401, "all are stored");
    }

    @Test
    void refusesEventsForAClosedQueueAndTakesThoseOfOthers() {
        fleet.define("orders", List.of("order.*"));
        fleet.send(0, "order.placed", 0, 1, 0);
        ingest("orders", QueueState.Ingest.REFUSE, Instant.now().plusSeconds(5));
        everywhere(state -> !state.ingest().open(), "orders");
        for (int instance = 0; instance < 2; instance++) {
            assertEquals(ErrorCode.QUEUE_CLOSED, fleet.trySend(instance, "order.placed", 1, 2, 0));
            assertNull(fleet.trySend(instance, "test.other", instance, instance + 1, 0));
        }
        fleet.insist(1, "order.placed", 1, 2);
        Eventually.eventually(DEADLINE, () -> stored() == 4, "it opened by itself and all are stored");
        assertEquals(1, told("ingest", "sluice"));
    }

    @Test
    void holdsEventsUntilTheQueueOpens() throws Exception {
        fleet.send(0, "test.held", 0, 1, 0);
        ingest("default", QueueState.Ingest.HOLD, null);
        everywhere(state -> !state.ingest().open());
        Eventually.eventually(DEADLINE, () -> stored() == 1, "the first is stored");
        try (ExecutorService producers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ErrorCode>> answers = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                int n = i;
                answers.add(producers.submit(() -> fleet.trySend(0, "test.held", n, n + 1, 0)));
            }
            Eventually.eventually(
                    DEADLINE, () -> fleet.queue("default").ingest().since() != null, "it is held");
            assertEquals(1, fleet.control().ledger(null).accepted());
            ingest("default", QueueState.Ingest.OPEN, null);
            for (Future<ErrorCode> answer : answers) {
                assertNull(answer.get(), "what was held is accepted");
            }
        }
        Eventually.eventually(DEADLINE, () -> stored() == 21, "all are stored");
    }

    @Test
    void letsNobodyWaitLongerThanAProducerDoesAndNoMoreThanAThousand() throws Exception {
        ingest("default", QueueState.Ingest.HOLD, null);
        everywhere(state -> !state.ingest().open());
        try (ExecutorService producers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ErrorCode>> answers = new ArrayList<>();
            for (int i = 0; i < 1_010; i++) {
                int n = i;
                answers.add(producers.submit(() -> fleet.trySend(0, "test.held", n, n + 1, 0)));
            }
            for (Future<ErrorCode> answer : answers) {
                assertEquals(ErrorCode.QUEUE_HELD, answer.get());
            }
        }
        assertEquals(0, fleet.control().ledger(null).accepted());
        ingest("default", QueueState.Ingest.OPEN, null);
        fleet.insist(0, "test.held", 0, 1);
        Eventually.eventually(DEADLINE, () -> stored() == 1, "nothing of what was refused was sent later");
    }

    @Test
    void endsAPauseOnceTooMuchWaits() {
        fleet.control().pause("default", new PauseRequest("migration", null, 30L), OPERATOR);
        everywhere(state -> state.pause() != null && state.pause().state().equals(QueueState.Pause.PAUSED));
        fleet.send(0, "test.waits", 0, 20, 0);
        QueueState.Pause pause = fleet.queue("default").pause();
        assertTrue(pause != null && Long.valueOf(30).equals(pause.untilDepth()));
        fleet.send(1, "test.waits", 20, 40, 0);
        Eventually.eventually(DEADLINE, () -> stored() == 40, "the queue is stored from again");
        assertEquals(1, told("resume", "sluice"));
        fleet.pause("default");
        fleet.send(0, "test.waits", 40, 50, 0);
        Eventually.eventually(DEADLINE, () -> fleet.queue("default").depth().events() == 10, "ten wait");
        PipelineException refused = assertThrows(PipelineException.class, () -> fleet.control()
                .pause("default", new PauseRequest("migration", null, 10L), OPERATOR));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused.code());
    }

    @Test
    void storesNothingAfterItSaysPausedHoweverShortlyBeforeItWasResumed() {
        int sent = 0;
        for (int round = 0; round < 5; round++) {
            fleet.pause("default");
            long atRest = stored();
            for (int i = 0; i < 4; i++) {
                fleet.send(i % 2, "test.again", sent, ++sent, 0);
            }
            assertEquals(atRest, stored(), "round " + round);
            fleet.resume("default");
        }
        long all = sent;
        Eventually.eventually(DEADLINE, () -> stored() == all, "all are stored");
    }

    @Test
    void listsTheInstancesAndWhatEachHasPaused() {
        fleet.pause("default");
        Eventually.eventually(
                DEADLINE,
                () -> fleet.pipeline(1).fleet().members().items(),
                items -> items.size() == 2
                        && items.stream()
                                .allMatch(m -> m.pausedQueues().equals(List.of("default"))
                                        && m.roles().equals(List.of("api", "ingest", "store"))
                                        && m.current()),
                "both are told of, by the second too");
        assertEquals(
                1,
                fleet.pipeline(1).fleet().members().items().stream()
                        .filter(FleetMember::answering)
                        .count());
    }

    @Test
    void remindsOfAPauseThatHasNoEndAndIsOld() {
        fleet.pause("default");
        assertEquals(HealthState.GREEN, fleet.check(0, "taps").state());
        fleet.servers.database().execute("update pause set since = since - interval '2 hours'");
        Eventually.eventually(DEADLINE, () -> fleet.check(0, "taps").state() == HealthState.AMBER, "health is amber");
        assertTrue(fleet.check(0, "taps").detail().contains("Queue default is paused since"));
    }

    @Test
    void takesNoRateOfNothingAndNoEndInThePast() {
        for (ThrottleRequest wrong : List.of(
                new ThrottleRequest(0.0, null, "why"),
                new ThrottleRequest(Double.NaN, null, "why"),
                new ThrottleRequest(5.0, Instant.now().minusSeconds(1), "why"),
                new ThrottleRequest(5.0, Instant.now().plus(Duration.ofDays(8)), "why"),
                new ThrottleRequest(5.0, null, " "))) {
            PipelineException refused = assertThrows(
                    PipelineException.class,
                    () -> fleet.pipeline(0).operators().taps().throttle("default", wrong, OPERATOR));
            assertEquals(ErrorCode.MALFORMED_REQUEST, refused.code(), wrong.toString());
        }
        PipelineException refused = assertThrows(PipelineException.class, () -> fleet.pipeline(0)
                .operators()
                .taps()
                .ingest("default", new IngestStopRequest("shut", "why", null), OPERATOR));
        assertEquals(ErrorCode.MALFORMED_REQUEST, refused.code());
    }

    private QueueState throttle(double rate, Instant until) {
        return fleet.pipeline(0)
                .operators()
                .taps()
                .throttle("default", new ThrottleRequest(rate, until, "gently"), OPERATOR);
    }

    private void ingest(String queue, String state, Instant until) {
        fleet.pipeline(0)
                .operators()
                .taps()
                .ingest(queue, new IngestStopRequest(state, "maintenance", until), OPERATOR);
    }

    private void everywhere(Predicate<QueueState> condition) {
        everywhere(condition, "default");
    }

    private void everywhere(Predicate<QueueState> condition, String queue) {
        for (int instance = 0; instance < 2; instance++) {
            int n = instance;
            Eventually.eventually(
                    DEADLINE,
                    () -> fleet.pipeline(n).control().queues().stream()
                            .anyMatch(state -> state.name().equals(queue) && condition.test(state)),
                    "instance " + n + " knows");
        }
    }

    private long stored() {
        return fleet.servers.database().number("select count(*) from event");
    }

    private long told(String act, String who) {
        return fleet.control().audits(100, null).items().stream()
                .filter(a -> a.act().equals(act) && a.who().equals(who))
                .map(AuditRecord::target)
                .count();
    }
}
