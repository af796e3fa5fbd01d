package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.domain.PolicyInfo;
import com.rabbitmq.http.client.domain.UserPermissions;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.testkit.Eventually;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueLimitsIT {
    /// frames the queue's lane may have without a confirm
    private static final long WINDOW = 8;

    private static final long BACK_OFF_NANOS = 20_000_000;

    private PipelineFleet fleet = new PipelineFleet(1, Map.of("SLUICE_TOPOLOGY_AUDIT", "500ms"));

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void refusesWithinSecondsWhenALimitIsLoweredUnderLoadAndDropsNothing() throws Exception {
        fleet.pause("default");
        AtomicBoolean stop = new AtomicBoolean();
        // whatever fails, the producers stop before the executor waits for them
        try (ExecutorService producers = Executors.newVirtualThreadPerTaskExecutor();
                Closeable _ = () -> stop.set(true)) {
            Future<int[]> one = producers.submit(() -> produce("one", stop));
            Future<int[]> two = producers.submit(() -> produce("two", stop));
            Eventually.eventually(DEADLINE, () -> limits().bytes() > 4_000_000, "the queue fills");
            fleet.limit("default", 1_000_000L);
            long lowered = System.nanoTime();
            Eventually.eventually(DEADLINE, () -> limits().full(), "the queue is at its new limit");
            // ingest knows by now: what is not in the broker yet was under way
            long known = messages();
            ErrorCode refused = Eventually.eventually(
                    DEADLINE, () -> fleet.trySend(0, "probe", 0, 1, 0), c -> c != null, "a producer is refused");
            assertEquals(ErrorCode.QUEUE_FULL, refused);
            assertTrue((System.nanoTime() - lowered) / 1e9 < 5, "refused within 5 s");
            Eventually.eventually(
                    DEADLINE,
                    () -> policy("sluice.default").equals(Map.of("max-length-bytes", 1_000_000)),
                    "the policy says so");
            stop.set(true);
            assertTrue(one.get()[1] + two.get()[1] > 0, "producers were refused");
            long held = messages();
            assertTrue(held <= known + WINDOW, "it grew by no more than the confirm window: " + known + ", " + held);
            assertEquals(
                    HealthState.AMBER,
                    Eventually.eventually(
                                    DEADLINE,
                                    () -> fleet.check(0, "queues"),
                                    c -> c.state() == HealthState.AMBER,
                                    "health says that it is full")
                            .state());
            fleet.limit("default", null);
            fleet.resume("default");
            // what was refused may have been confirmed in part: sent again, all of it is there once
            fleet.insist(0, "one", one.get()[0], one.get()[0] + 50);
            fleet.insist(0, "two", two.get()[0], two.get()[0] + 50);
            Ledger ledger = fleet.settled();
            assertEquals(one.get()[0] + two.get()[0] + 100, fleet.rows("type in ('one', 'two')"));
            assertEquals(ledger.accepted(), ledger.stored() + ledger.duplicate());
            assertEquals(ledger.stored(), fleet.rows("true"));
            assertEquals(0, ledger.unexplained());
        }
    }

    @Test
    void stopsAtTheLimitOfAQueueThatNobodyEmpties() throws Exception {
        long limit = 2_000_000;
        fleet.pause("default");
        fleet.limit("default", limit);
        Eventually.eventually(DEADLINE, () -> limits().policy().equals(QueueState.Limits.APPLIED), "the policy is set");
        ErrorCode refused = null;
        for (int i = 0; refused == null; i += 20) {
            refused = fleet.trySend(0, "one", i, i + 20, 1_000);
        }
        assertEquals(ErrorCode.QUEUE_FULL, refused);
        long held = measuredBytes();
        assertTrue(held <= limit + (1 << 20), held + " bytes are held");
        assertTrue(held >= limit * 0.9, held + " bytes are held");
        fleet.resume("default");
        // confirmed ones of the request that was refused are stored too
        assertEquals(fleet.settled().accepted(), fleet.rows("true"));
    }

    @Test
    void answersQueueFullWhenAForeignPolicyRejectsAndDropsNothing() {
        fleet.pause("default");
        PolicyInfo foreign =
                new PolicyInfo("^sluice\\.", 200, "queues", Map.of("max-length", 3, "overflow", "reject-publish"));
        Client broker = fleet.servers.broker().admin();
        broker.declarePolicy(fleet.servers.broker().virtualHost(), "ops", foreign);
        int[] sent = {0};
        ErrorCode refused = Eventually.eventually(
                DEADLINE, () -> fleet.trySend(0, "one", sent[0]++, sent[0], 0), c -> c != null, "the broker rejects");
        assertEquals(ErrorCode.QUEUE_FULL, refused);
        Eventually.eventually(
                DEADLINE,
                () -> "ops"
                        .equals(broker.getQueue(fleet.servers.broker().virtualHost(), "sluice.default")
                                .getPolicy()),
                "the foreign policy is in force");
        Eventually.eventually(
                DEADLINE, () -> limits().policy().equals(QueueState.Limits.INGEST_ONLY), "ours is not in force");
        broker.deletePolicy(fleet.servers.broker().virtualHost(), "ops");
        fleet.resume("default");
        Ledger ledger = fleet.settled();
        assertEquals(sent[0] - 1, ledger.stored());
        assertEquals(sent[0] - 1, fleet.rows("true"));
        Eventually.eventually(DEADLINE, () -> fleet.trySend(0, "after", 0, 1, 0) == null, "events are taken again");
    }

    @Test
    void enforcesTheLimitAloneWhereItMaySetNoPolicyAndSaysSo() throws Exception {
        fleet.close();
        fleet = new PipelineFleet(0, Map.of("SLUICE_TOPOLOGY_AUDIT", "500ms", "SLUICE_QUEUE_MAX_BYTES", "2MiB"));
        String user = "reader-" + UUID.randomUUID();
        Client broker = fleet.servers.broker().admin();
        broker.createUser(user, "secret".toCharArray(), List.of("management"));
        try {
            UserPermissions read = new UserPermissions();
            read.setConfigure("");
            read.setWrite("");
            read.setRead(".*");
            broker.updatePermissions(fleet.servers.broker().virtualHost(), user, read);
            String url = fleet.servers.broker().config().managementUrl().toString();
            fleet.start(Map.of("SLUICE_AMQP_MANAGEMENT_URL", url.replace("://", "://" + user + ":secret@")));
            fleet.awaitReady();
            Eventually.eventually(
                    DEADLINE,
                    () -> fleet.check(0, "topology"),
                    c -> c.state() == HealthState.AMBER && c.detail().contains("policymaker"),
                    "health says that ingest stands alone");
            assertEquals(QueueState.Limits.INGEST_ONLY, limits().policy());
            assertEquals(Map.of(), policy("sluice.default"));
            fleet.pause("default");
            ErrorCode refused = null;
            for (int i = 0; refused == null; i += 20) {
                refused = fleet.trySend(0, "one", i, i + 20, 1_000);
            }
            assertEquals(ErrorCode.QUEUE_FULL, refused);
            assertTrue(measuredBytes() <= (2 << 20) + (1 << 20), "it stopped at the limit");
        } finally {
            broker.deleteUser(user);
        }
    }

    /// @return events up to which all were accepted, and how often one was refused
    private int[] produce(String type, AtomicBoolean stop) {
        int accepted = 0;
        int refused = 0;
        while (!stop.get()) {
            ErrorCode code = fleet.trySend(0, type, accepted, accepted + 50, 1_000);
            if (code == null) {
                accepted += 50;
            } else {
                assertEquals(ErrorCode.QUEUE_FULL, code);
                refused++;
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
        }
        return new int[] {accepted, refused};
    }

    private QueueState.Limits limits() {
        QueueState.Limits limits = fleet.queue("default").limits();
        assertNotNull(limits);
        return limits;
    }

    private Map<String, Object> policy(String name) {
        return fleet.servers.broker().admin().getPolicies(fleet.servers.broker().virtualHost()).stream()
                .filter(p -> p.getName().equals(name))
                .findFirst()
                .map(PolicyInfo::getDefinition)
                .orElse(Map.of());
    }

    /// @return frames that wait, as the broker counts them this instant
    private long messages() throws Exception {
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            return channel.messageCount("sluice.default");
        }
    }

    /// @return what the broker holds, once its slower count has caught up with the fast one
    private long measuredBytes() throws Exception {
        Client broker = fleet.servers.broker().admin();
        long messages = messages();
        return Eventually.eventually(
                        DEADLINE,
                        () -> broker.getQueue(fleet.servers.broker().virtualHost(), "sluice.default"),
                        q -> q.getMessagesReady() == messages && (messages == 0 || q.getMessageBytes() > 0),
                        "the broker has counted " + messages + " messages")
                .getMessageBytes();
    }
}
