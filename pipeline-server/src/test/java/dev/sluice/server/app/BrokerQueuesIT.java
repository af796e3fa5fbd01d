package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.http.client.domain.PolicyInfo;
import com.rabbitmq.http.client.domain.UserPermissions;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.config.Secret;
import dev.sluice.server.control.BrokerDesk;
import dev.sluice.server.queue.BrokerReader;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is seen of a real broker; [ForeignQueuesIT] has what is done to it.
class BrokerQueuesIT {
    private final TestBroker broker = new TestBroker();
    private final String vhost = broker.virtualHost();
    private final List<String> users = new ArrayList<>();

    @AfterEach
    void stop() {
        users.forEach(broker.admin()::deleteUser);
        broker.close();
    }

    private BrokerDesk desk() {
        return new BrokerDesk(new BrokerReader(broker.config()));
    }

    private BrokerDesk desk(URI management, String user, String password) {
        BrokerConfig c = broker.config();
        return new BrokerDesk(new BrokerReader(new BrokerConfig(
                c.host(),
                c.port(),
                false,
                c.user(),
                c.password(),
                c.virtualHost(),
                management,
                user,
                new Secret(password),
                c.heartbeat(),
                c.authorities())));
    }

    /// a desk that asks as a new user of the broker
    ///
    /// @param permission for configure, write and read
    private BrokerDesk desk(String tag, String permission) {
        String name = tag + "-" + UUID.randomUUID();
        users.add(name);
        broker.admin().createUser(name, "secret".toCharArray(), List.of(tag));
        UserPermissions permissions = new UserPermissions();
        permissions.setConfigure(permission);
        permissions.setWrite(permission);
        permissions.setRead(permission);
        broker.admin().updatePermissions(vhost, name, permissions);
        return desk(broker.config().managementUrl(), name, "secret");
    }

    private static void fill(Channel channel, String queue, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, new byte[] {1});
        }
    }

    private BrokerAct act(List<BrokerAct> acts, String act) {
        return acts.stream().filter(a -> a.act().equals(act)).findFirst().orElseThrow();
    }

    @Test
    void listsFiveHundredForeignQueuesByDepthAndWalksThemByName() throws Exception {
        Set<String> made = new HashSet<>();
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (int i = 0; i < 500; i++) {
                String name = "foreign.%03d".formatted(i);
                made.add(name);
                channel.queueDeclare(name, true, false, false, Map.of());
            }
            channel.queueDeclare("sluice.orders", true, false, false, Map.of());
            fill(channel, "foreign.250", 30);
            fill(channel, "foreign.400", 20);
        }
        BrokerDesk desk = desk();
        BrokerQueuePage deep = Eventually.eventually(
                DEADLINE,
                () -> desk.queues(vhost, "", "depth", 2, null),
                page -> page.items().stream()
                        .allMatch(q -> q.depth() != null && q.depth().messages() > 0),
                "the two that hold messages come first");
        assertEquals(
                List.of("foreign.250", "foreign.400"),
                deep.items().stream().map(BrokerQueueState::name).toList());
        assertEquals(501, deep.matching());
        assertTrue(deep.all() >= 501);
        assertNull(deep.note());

        List<BrokerQueueState> walked = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            BrokerQueuePage page = desk.queues(vhost, "FOREIGN.", "name", 120, cursor);
            walked.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertEquals(500, walked.size());
        assertEquals(
                made.stream().sorted().toList(),
                walked.stream().map(BrokerQueueState::name).toList());
        assertTrue(walked.stream().noneMatch(BrokerQueueState::own));
        assertTrue(desk.queues(vhost, "sluice.", "name", 10, null)
                .items()
                .getFirst()
                .own());

        String other = String.valueOf(desk.queues(vhost, "", "name", 1, null).next());
        PipelineException mixed =
                assertThrows(PipelineException.class, () -> desk.queues(vhost, "", "depth", 1, other));
        assertEquals(ErrorCode.INVALID_CURSOR, mixed.code());
    }

    @Test
    void showsBindingsConsumersPolicyAndConnectionOfAQueueWhoseNameNeedsEscapes() throws Exception {
        String name = "orders/eu 100%?#ü";
        broker.admin()
                .declarePolicy(vhost, "short", new PolicyInfo("^orders/", 1, "queues", Map.of("message-ttl", 60_000)));
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(name, true, false, false, Map.of("x-max-priority", 3));
            channel.queueBind(name, "amq.topic", "orders.#");
            channel.basicQos(7);
            channel.basicConsume(name, false, "taker", new DefaultConsumer(channel));
            BrokerDesk desk = desk();
            BrokerQueueDetail seen = Eventually.eventually(
                    DEADLINE,
                    () -> desk.queue(vhost, name),
                    d -> d.consumerCount() == 1
                            && d.queue().policy() != null
                            && d.queue().depth() != null,
                    "the broker counts it");
            assertEquals("short", seen.queue().policy());
            assertEquals(Map.of("message-ttl", "60000"), seen.policy());
            assertEquals("3", seen.arguments().get("x-max-priority"));
            assertEquals(1, seen.bindingCount());
            assertEquals("amq.topic", seen.bindings().getFirst().source());
            assertEquals("orders.#", seen.bindings().getFirst().key());
            BrokerQueueDetail.Consumer consumer = seen.consumers().getFirst();
            assertEquals("taker", consumer.tag());
            assertEquals(7, consumer.prefetch());
            assertTrue(act(seen.acts(), BrokerAct.PURGE).possible());
            assertFalse(act(seen.acts(), BrokerAct.PAUSE).possible());
            assertTrue(String.valueOf(act(seen.acts(), BrokerAct.UNDO).why()).contains("gone"));

            BrokerConnection link = Eventually.eventually(
                            DEADLINE,
                            () -> desk.connections(vhost, "", 10, null).items(),
                            all -> all.size() == 1
                                    && !all.getFirst().channels().isEmpty()
                                    && all.getFirst().channels().getFirst().consumers() == 1,
                            "its connection is listed with the channel")
                    .getFirst();
            assertEquals("test", link.label());
            assertEquals(consumer.connection(), link.name());
            assertEquals(7, link.channels().getFirst().prefetch());
            assertFalse(link.own());
        }
    }

    @Test
    void tellsNodesAndVersionOfTheWholeBroker() {
        BrokerOverview seen = desk().overview();
        assertEquals(BrokerOverview.OK, seen.state(), seen.detail());
        assertNotNull(seen.version());
        assertTrue(seen.vhosts().contains(vhost));
        assertFalse(seen.nodes().isEmpty());
        assertTrue(seen.nodes().getFirst().running());
        assertNotNull(seen.nodes().getFirst().memoryUsed());
        assertTrue(act(seen.acts(), BrokerAct.DELETE).possible());
    }

    @Test
    void looksOnlyWithAnAccountForMonitoring() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("foreign", true, false, false, Map.of());
        }
        BrokerDesk desk = desk("monitoring", ".*");
        BrokerOverview seen = desk.overview();
        assertEquals(BrokerOverview.LIMITED, seen.state());
        assertFalse(seen.nodes().isEmpty(), "it sees the nodes");
        assertEquals(1, desk.queues(vhost, "", "name", 10, null).items().size());
        for (String act : List.of(BrokerAct.PURGE, BrokerAct.DELETE)) {
            BrokerAct no = act(desk.queue(vhost, "foreign").acts(), act);
            assertFalse(no.possible());
            assertTrue(String.valueOf(no.why()).contains("tagged monitoring"), no.why());
        }
    }

    @Test
    void seesLessWithAnAccountForManagementAndSaysSo() {
        BrokerDesk desk = desk("management", ".*");
        BrokerOverview seen = desk.overview();
        assertEquals(BrokerOverview.LIMITED, seen.state());
        assertTrue(String.valueOf(seen.detail()).contains("no nodes"), seen.detail());
        assertTrue(seen.nodes().isEmpty());
        assertEquals(List.of(vhost), seen.vhosts());
        assertTrue(act(seen.acts(), BrokerAct.PURGE).possible());
        assertTrue(
                String.valueOf(act(seen.acts(), BrokerAct.PURGE).why()).contains("the broker decides"),
                "nobody knows its permissions before");
    }

    @Test
    void saysWhenTheAccountIsNotLetIn() {
        BrokerDesk desk = desk(broker.config().managementUrl(), "nobody", "wrong");
        BrokerOverview seen = desk.overview();
        assertEquals(BrokerOverview.REFUSED, seen.state());
        assertTrue(String.valueOf(seen.detail()).contains("nobody"), seen.detail());
        PipelineException no = assertThrows(PipelineException.class, () -> desk.queues(null, "", "name", 10, null));
        assertEquals(ErrorCode.BROKER_REFUSED, no.code());
    }

    @Test
    void saysWhenThereIsNoManagementApi() throws Exception {
        URI closed;
        try (ServerSocket port = new ServerSocket(0)) {
            closed = URI.create("http://127.0.0.1:" + port.getLocalPort());
        }
        URI amqp = URI.create(
                "http://" + broker.config().host() + ":" + broker.config().port());
        URI elsewhere = URI.create(broker.config().managementUrl() + "/no/such/prefix");
        for (URI wrong : List.of(closed, amqp, elsewhere)) {
            BrokerDesk desk = desk(wrong, broker.config().managementUser(), "x");
            BrokerOverview seen = desk.overview();
            assertEquals(BrokerOverview.UNAVAILABLE, seen.state(), wrong + ": " + seen.detail());
            assertTrue(String.valueOf(seen.detail()).contains("rabbitmq-plugins enable"), seen.detail());
            PipelineException no = assertThrows(PipelineException.class, () -> desk.queues(null, "", "name", 10, null));
            assertEquals(ErrorCode.MANAGEMENT_UNAVAILABLE, no.code());
        }
    }
}
