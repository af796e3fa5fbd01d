package dev.sluice.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerActRequest;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.broker.BrokerQueueState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BrokerWireTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
    private static final BrokerQueueState FRESH = new BrokerQueueState(
            "/", "a/b", "classic", true, false, false, "running", null, null, null, null, null, null, false);
    private static final String FRESH_TEXT = "{\"vhost\":\"/\",\"name\":\"a/b\",\"type\":\"classic\",\"durable\":true,"
            + "\"exclusive\":false,\"autoDelete\":false,\"state\":\"running\",\"own\":false}";
    private static final BrokerAct PAUSE = new BrokerAct(BrokerAct.PAUSE, false, "no");
    private static final String PAUSE_TEXT = "{\"act\":\"pause\",\"possible\":false,\"why\":\"no\"}";

    private static final Map<Object, String> TEXTS = Map.of(
            FRESH,
            FRESH_TEXT,
            new BrokerQueueState(
                    "/",
                    "q",
                    "quorum",
                    true,
                    false,
                    false,
                    "running",
                    "n",
                    "p",
                    new BrokerQueueState.Depth(3, 2, 1, 9L),
                    new BrokerQueueState.Rates(1.5, 1, 0),
                    2,
                    AT,
                    true),
            "{\"vhost\":\"/\",\"name\":\"q\",\"type\":\"quorum\",\"durable\":true,\"exclusive\":false,"
                    + "\"autoDelete\":false,\"state\":\"running\",\"node\":\"n\",\"policy\":\"p\",\"depth\":{"
                    + "\"messages\":3,\"ready\":2,\"unacked\":1,\"bytes\":9},\"rates\":{\"published\":1.5,"
                    + "\"delivered\":1.0,\"acked\":0.0},\"consumers\":2,\"idleSince\":\"2026-11-25T10:00:00Z\","
                    + "\"own\":true}",
            new BrokerQueuePage(List.of(FRESH), null, 1, 9, AT, null),
            "{\"items\":[" + FRESH_TEXT + "],\"next\":null,\"matching\":1,\"all\":9,\"at\":\"2026-11-25T10:00:00Z\"}",
            new BrokerQueueDetail(
                    FRESH,
                    Map.of("x-max-length", "9"),
                    Map.of(),
                    List.of(new BrokerQueueDetail.Binding("e", "k", Map.of())),
                    1,
                    List.of(new BrokerQueueDetail.Consumer("t", "c", "u", 1, 7, true, false, true)),
                    1,
                    List.of(PAUSE),
                    AT),
            "{\"queue\":" + FRESH_TEXT + ",\"arguments\":{\"x-max-length\":\"9\"},\"policy\":{},\"bindings\":[{"
                    + "\"source\":\"e\",\"key\":\"k\",\"arguments\":{}}],\"bindingCount\":1,\"consumers\":[{\"tag\":"
                    + "\"t\",\"connection\":\"c\",\"user\":\"u\",\"channel\":1,\"prefetch\":7,\"acks\":true,"
                    + "\"exclusive\":false,\"active\":true}],\"consumerCount\":1,\"acts\":[" + PAUSE_TEXT
                    + "],\"at\":\"2026-11-25T10:00:00Z\"}",
            new BrokerOverview(
                    BrokerOverview.OK,
                    null,
                    AT,
                    "4.0.5",
                    "27",
                    "c",
                    "sluice",
                    List.of("administrator"),
                    List.of(PAUSE),
                    List.of("/"),
                    List.of(new BrokerNode("n", true, 1L, 2L, 3L, 4L, 5L, List.of("Memory alarm"))),
                    new BrokerOverview.Totals(1, 2, 3, 4, 5L, null, null)),
            "{\"state\":\"ok\",\"at\":\"2026-11-25T10:00:00Z\",\"version\":\"4.0.5\",\"erlang\":\"27\",\"cluster\":\"c\","
                    + "\"account\":\"sluice\",\"tags\":[\"administrator\"],\"acts\":[" + PAUSE_TEXT
                    + "],\"vhosts\":[\"/\"],\"nodes\":[{\"name\":\"n\",\"running\":true,\"memoryUsed\":1,"
                    + "\"memoryLimit\":2,\"diskFree\":3,\"diskFreeLimit\":4,\"uptimeSeconds\":5,\"alarms\":["
                    + "\"Memory alarm\"]}],\"totals\":{\"queues\":1,\"consumers\":2,\"connections\":3,\"channels\":4,"
                    + "\"messages\":5}}",
            new BrokerConnectionPage(
                    List.of(new BrokerConnection(
                            "n",
                            "l",
                            "/",
                            "u",
                            "h:1",
                            "AMQP 0-9-1",
                            false,
                            "running",
                            "J 5",
                            AT,
                            1.0,
                            2.0,
                            1,
                            List.of(new BrokerConnection.Channel(1, "running", 1, 7, 5, 0, true, 1.0, null)),
                            false)),
                    null,
                    1,
                    1,
                    AT,
                    null),
            "{\"items\":[{\"name\":\"n\",\"label\":\"l\",\"vhost\":\"/\",\"user\":\"u\",\"peer\":\"h:1\",\"protocol\":"
                    + "\"AMQP 0-9-1\",\"tls\":false,\"state\":\"running\",\"client\":\"J 5\",\"connectedAt\":"
                    + "\"2026-11-25T10:00:00Z\",\"receivedBytes\":1.0,\"sentBytes\":2.0,\"channelCount\":1,\"channels\":[{"
                    + "\"number\":1,\"state\":\"running\",\"consumers\":1,\"prefetch\":7,\"unacked\":5,"
                    + "\"unconfirmed\":0,\"confirms\":true,\"publishedPerSecond\":1.0}],\"own\":false}],\"next\":null,"
                    + "\"matching\":1,\"all\":1,\"at\":\"2026-11-25T10:00:00Z\"}",
            new BrokerPlan(
                    "p", "purge", "/", "q", 3L, 2L, 1L, 9L, 1, List.of("u c"), 1, 0.5, List.of("gone"), "q", AT, AT),
            "{\"plan\":\"p\",\"act\":\"purge\",\"vhost\":\"/\",\"queue\":\"q\",\"messages\":3,\"ready\":2,\"unacked\":1,"
                    + "\"bytes\":9,\"consumers\":1,\"applications\":[\"u c\"],\"bindings\":1,\"publishedPerSecond\":0.5,"
                    + "\"notes\":[\"gone\"],\"confirm\":\"q\",\"at\":\"2026-11-25T10:00:00Z\",\"expires\":"
                    + "\"2026-11-25T10:00:00Z\"}",
            new BrokerActRequest("p", "r", "q"),
            "{\"plan\":\"p\",\"reason\":\"r\",\"confirm\":\"q\"}",
            new BrokerActDone("p", "delete", "/", "q", null, AT),
            "{\"plan\":\"p\",\"act\":\"delete\",\"vhost\":\"/\",\"queue\":\"q\",\"at\":\"2026-11-25T10:00:00Z\"}");

    @TestFactory
    Stream<DynamicTest> everyRecordReadsAndWritesItsGoldenText() {
        return TEXTS.entrySet().stream()
                .map(golden -> DynamicTest.dynamicTest(golden.getValue(), () -> {
                    assertEquals(golden.getValue(), Json.text(golden.getKey()));
                    assertEquals(
                            golden.getKey(),
                            Json.read(golden.getValue(), golden.getKey().getClass()));
                }));
    }
}
