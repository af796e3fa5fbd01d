package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Delivery;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Replays over HTTP, with real queues as targets.
class ReplaysIT {
    private static final int EVENTS = 1_200;
    private static final String EVENT =
            "{\"id\":\"e-%d\",\"source\":\"/shop\",\"type\":\"order.placed\", \"data\":{\"n\":%d, \"é\":\"x}\"}}";
    private static TestServers servers;
    private static SluiceServer server;
    private static KeyClient client;
    private static int targets;

    private ForeignQueue target;
    private String name;

    @BeforeAll
    static void start() throws IOException {
        servers = new TestServers();
        server = SluiceServer.start(servers.config());
        client = new KeyClient(server.url());
        Eventually.eventually(FaultTimes.NORMAL_WITHIN, server::ready, "the server is ready");
        StringBuilder lines = new StringBuilder("[");
        for (int i = 0; i < EVENTS; i++) {
            lines.append(i == 0 ? "" : ",").append(EVENT.formatted(i, i));
        }
        assertEquals(
                202,
                client.admin("POST", "/v1/events", lines.append("]").toString()).statusCode());
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> servers.database().number("select count(*) from event"),
                n -> n == EVENTS,
                "all are stored");
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
        servers.close();
    }

    @BeforeEach
    void makeTarget() {
        name = "partner." + targets++;
        target = new ForeignQueue(servers, name, Map.of());
    }

    @Test
    void plansWithoutSendingAnything() {
        ReplayPlan plan = plan("source:/shop", "");
        assertEquals(EVENTS, plan.count());
        assertTrue(plan.exact());
        assertEquals(1_000, plan.rate());
        assertEquals(2, plan.seconds());
        assertEquals(5, plan.samples().size());
        assertEquals("order.placed", plan.samples().getFirst().type());
        assertEquals(0L, plan.waiting());
        assertEquals(0L, plan.consumers());
        assertEquals(404, client.admin("GET", "/v1/replays/" + plan.plan(), "").statusCode());
        assertEquals(0, target.ready());
    }

    @Test
    void sendsEachEventAsItCameToAForeignQueue() {
        Replay done = replayed(plan("source:/shop", ",\"rate\":50000").plan());
        assertEquals(EVENTS, done.sent());
        assertEquals(0, done.maybeTwice());
        List<Delivery> messages = target.take();
        assertEquals(EVENTS, messages.size());
        Map<String, Delivery> byEvent = new HashMap<>();
        messages.forEach(m -> byEvent.put(ForeignQueue.header(m, "replayof"), m));
        assertEquals(EVENTS, byEvent.size());
        Delivery one = byEvent.get("e-7");
        assertEquals(EVENT.formatted(7, 7), new String(one.getBody(), StandardCharsets.UTF_8));
        assertEquals(done.id() + ":e-7", one.getProperties().getMessageId());
        assertEquals(done.id(), ForeignQueue.header(one, "replayid"));
        assertEquals("/shop", ForeignQueue.header(one, "replaysource"));
        assertEquals("application/cloudevents+json", one.getProperties().getContentType());
        assertEquals(2, one.getProperties().getDeliveryMode());
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> !target.hasObjects("sluice.replay." + done.id()),
                "nothing of the replay is left on the broker");
    }

    @Test
    void sendsOnceThoughItsPlanIsStartedAgain() {
        String plan = plan("id:e-3", "").plan();
        Replay done = replayed(plan);
        assertEquals(done, start("{\"plan\":\"" + plan + "\"}", 202, Replay.class));
        assertEquals(1, target.ready());
        assertEquals(
                List.of("end-replay", "start-replay"),
                KeyClient.read(client.admin("GET", "/v1/audit?target=replay:" + plan, ""), AuditPage.class)
                        .items()
                        .stream()
                        .map(a -> a.act())
                        .toList());
    }

    @Test
    void storesNewEventsBesideTheOldOnesWhenItGoesIntoThePipeline() {
        Ledger before = ledger();
        Replay started = start(
                "{\"query\":\"source:/shop id:e-1*\",\"target\":\"pipeline\",\"rate\":50000,\"reason\":\"test\"}",
                202,
                Replay.class);
        Replay done = await(started.id(), r -> r.state().equals(Replay.DONE));
        assertEquals(done.count(), done.sent());
        assertTrue(done.sent() > 100, done.toString());
        Ledger after = Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                ReplaysIT::ledger,
                l -> l.inFlight() == 0 && l.unexplained() == 0 && l.stored() == before.stored() + done.sent(),
                "all of them are stored");
        assertEquals(before.accepted() + done.sent(), after.accepted());
        JsonNode event = KeyClient.tree(client.admin("GET", "/v1/events/" + done.id() + ":e-17?source=/shop", ""));
        assertEquals(done.id(), event.path("replayid").asText());
        assertEquals("e-17", event.path("replayof").asText());
        assertEquals(17, event.at("/data/n").asInt());
        assertEquals(
                200, client.admin("GET", "/v1/events/e-17?source=/shop", "").statusCode());
        servers.database().execute("delete from event where id like '" + done.id() + "%'");
    }

    @Test
    void pausesGoesOnFasterAndStops() {
        String id = start("{\"plan\":\"" + plan("source:/shop", ",\"rate\":100").plan() + "\"}", 202, Replay.class)
                .id();
        await(id, r -> r.sent() > 0);
        assertEquals(Replay.PAUSED, act(id, "pause", "", 200).state());
        assertEquals(Replay.PAUSED, act(id, "pause", "", 200).state());
        Replay faster = act(id, "resume", "{\"rate\":200}", 202);
        assertEquals(200, faster.rate());
        assertEquals(Replay.RUNNING, faster.state());
        Replay stopped = act(id, "stop", "", 200);
        assertEquals(Replay.STOPPED, stopped.state());
        assertTrue(stopped.sent() < EVENTS, stopped.toString());
        assertEquals(
                409, client.admin("POST", "/v1/replays/" + id + "/resume", "").statusCode());
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> !target.hasObjects("sluice.replay." + id),
                "nothing of it is left on the broker");
        Replay end = get(id);
        assertEquals(end.sent(), target.ready());
        assertEquals(0, end.maybeTwice());
        ReplayList list = KeyClient.read(client.admin("GET", "/v1/replays?limit=1", ""), ReplayList.class);
        assertEquals(List.of(end), list.items());
    }

    @Test
    void stopsByItselfWhenTheTargetIsGoneAndGoesOnOnceItIsBack() {
        String id = start("{\"plan\":\"" + plan("source:/shop", ",\"rate\":400").plan() + "\"}", 202, Replay.class)
                .id();
        await(id, r -> r.sent() > 0);
        target.delete();
        Replay stopped = await(id, r -> r.state().equals(Replay.STOPPED_BY_ITSELF));
        assertTrue(String.valueOf(stopped.detail()).contains("no queue " + name), stopped.toString());
        assertEquals(
                404, client.admin("POST", "/v1/replays/" + id + "/resume", "").statusCode());
        target.declare(Map.of());
        act(id, "resume", "{\"rate\":50000}", 202);
        Replay done = await(id, r -> r.state().equals(Replay.DONE));
        assertEquals(EVENTS, done.sent(), done.toString());
        assertEquals(EVENTS - stopped.sent(), target.ready());
    }

    @Test
    void waitsForATargetThatIsFullAndSendsEachOnce() {
        target.delete();
        target.declare(Map.of("x-max-length", 100, "x-overflow", "reject-publish"));
        String id = start(
                        "{\"plan\":\"" + plan("source:/shop", ",\"rate\":50000").plan() + "\"}", 202, Replay.class)
                .id();
        await(id, r -> String.valueOf(r.detail()).contains("takes no more"));
        assertEquals(Replay.PAUSED, act(id, "pause", "", 200).state());
        act(id, "resume", "", 202);
        Map<String, Integer> arrived = new HashMap<>();
        Replay done = await(id, r -> {
            target.take().forEach(m -> arrived.merge(ForeignQueue.header(m, "replayof"), 1, Integer::sum));
            return r.state().equals(Replay.DONE);
        });
        target.take().forEach(m -> arrived.merge(ForeignQueue.header(m, "replayof"), 1, Integer::sum));
        assertEquals(EVENTS, arrived.size());
        assertFalse(arrived.values().stream().anyMatch(n -> n > 1), done.toString());
        assertEquals(0, done.maybeTwice(), done.toString());
    }

    @Test
    void goesOnWhereItWasWhenTheBrokerCutsItsConnections() {
        String id = start(
                        "{\"plan\":\"" + plan("source:/shop", ",\"rate\":1000").plan() + "\"}", 202, Replay.class)
                .id();
        await(id, r -> r.sent() > 0);
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN, () -> servers.broker().closeConnections() > 0, "connections are cut");
        Replay done = await(id, r -> r.state().equals(Replay.DONE));
        assertEquals(EVENTS, done.sent(), done.toString());
        assertEquals(EVENTS, target.ready());
        assertEquals(0, done.maybeTwice(), done.toString());
    }

    @Test
    void saysWhatCannotBeReplayed() {
        assertEquals("malformed-request", code(post("/plan", "{\"query\":\"\"}", 400)));
        assertEquals("malformed-request", code(post("/plan", "{\"queue\":\"sluice.default\"}", 400)));
        assertEquals("malformed-request", code(post("/plan", "{\"queue\":\"" + name + "\",\"rate\":0}", 400)));
        assertEquals("malformed-query", code(post("/plan", "{\"query\":\"a:(\",\"queue\":\"" + name + "\"}", 400)));
        assertEquals("not-found", code(post("/plan", "{\"queue\":\"nobody.has.it\"}", 404)));
        assertEquals("not-found", code(post("", "{\"plan\":\"nope\"}", 404)));
        String plan = plan("id:e-1", "").plan();
        servers.database().execute("update replay set expires = now() where id = '" + plan + "'");
        assertEquals("plan-stale", code(post("", "{\"plan\":\"" + plan + "\"}", 409)));
    }

    private ReplayPlan plan(String query, String more) {
        return KeyClient.read(
                post("/plan", "{\"query\":\"" + query + "\",\"queue\":\"" + name + "\"" + more + "}", 200),
                ReplayPlan.class);
    }

    private static <T> T start(String body, int status, Class<T> type) {
        return KeyClient.read(post("", body, status), type);
    }

    private static Replay replayed(String plan) {
        start("{\"plan\":\"" + plan + "\"}", 202, Replay.class);
        return await(plan, r -> r.state().equals(Replay.DONE));
    }

    private static Replay act(String id, String act, String body, int status) {
        return KeyClient.read(post("/" + id + "/" + act, body, status), Replay.class);
    }

    private static HttpResponse<String> post(String path, String body, int status) {
        HttpResponse<String> answer = client.admin("POST", "/v1/replays" + path, body);
        assertEquals(status, answer.statusCode(), answer.body());
        return answer;
    }

    private static String code(HttpResponse<String> answer) {
        return KeyClient.tree(answer).path("code").asText();
    }

    private static Replay get(String id) {
        return KeyClient.read(client.admin("GET", "/v1/replays/" + id, ""), Replay.class);
    }

    private static Replay await(String id, Predicate<Replay> fits) {
        return Eventually.eventually(FaultTimes.NORMAL_WITHIN, () -> get(id), fits, "the replay is as it should be");
    }

    private static Ledger ledger() {
        return KeyClient.read(client.admin("GET", "/v1/ledger", ""), Ledger.class);
    }
}
