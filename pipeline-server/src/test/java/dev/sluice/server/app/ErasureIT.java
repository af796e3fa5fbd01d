package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.erasure.Erasure;
import dev.sluice.model.erasure.ErasureCounts;
import dev.sluice.model.erasure.ErasurePlan;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An admin erases a person, over HTTP.
class ErasureIT {
    private static final String WHO = "alice-7f3a";

    private final TestServers servers = new TestServers();
    private SluiceServer server;
    private KeyClient client;

    @BeforeEach
    void start() throws IOException {
        server = SluiceServer.start(servers.config());
        client = new KeyClient(server.url());
        Eventually.eventually(RunningPipeline.DEADLINE, server::ready, "the server is ready");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        servers.close();
    }

    private static String event(int id, String subject, String data) {
        return "{\"id\":\"%d\",\"source\":\"/shop\",\"type\":\"order.placed\",\"subject\":\"%s\",\"data\":\"%s\"}"
                .formatted(id, subject, data);
    }

    private int send(String body) {
        return client.admin("POST", "/v1/events", body).statusCode();
    }

    private void fill() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(event(i, i % 4 == 0 ? WHO : "bob", "order " + i));
        }
        assertEquals(202, send("[" + String.join(",", events) + "]"));
        stored(40);
        assertEquals(202, send(event(4, WHO, "another text")));
        assertEquals(422, send("{\"id\":\"x\",\"source\":\"/shop\",\"subject\":\"" + WHO + "\"}"));
        assertEquals(
                200,
                client.admin("POST", "/v1/queues/default/pause", "{\"reason\":\"test\"}")
                        .statusCode());
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> KeyClient.tree(client.admin("GET", "/v1/queues/default", ""))
                        .at("/pause/state")
                        .asText(),
                "paused"::equals,
                "the queue is paused");
        assertEquals(202, send(event(100, WHO, "it waits")));
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> KeyClient.tree(client.admin("POST", "/v1/queues/default/purge/plan", ""))
                                .path("samples")
                                .size()
                        == 1,
                "a purge plan shows it");
        assertEquals(200, client.admin("POST", "/v1/queues/default/resume", "").statusCode());
        stored(41);
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> rows("conflict") == 1 && rows("rejection") == 1,
                "the conflict and the rejection are kept");
    }

    private long rows(String table) {
        return servers.database().number("select count(*) from " + table);
    }

    private void stored(long events) {
        Eventually.eventually(RunningPipeline.DEADLINE, () -> rows("event") == events, events + " events are stored");
    }

    private ErasurePlan plan(String subject) {
        HttpResponse<String> answer = client.admin("POST", "/v1/erasures/plan", "{\"subject\":\"" + subject + "\"}");
        assertEquals(200, answer.statusCode(), answer.body());
        return KeyClient.read(answer, ErasurePlan.class);
    }

    private HttpResponse<String> erase(String plan) {
        return client.admin("DELETE", "/v1/events?reason=asked%20for&plan=" + plan, "");
    }

    private Erasure ended(String id) {
        return Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> KeyClient.read(client.admin("GET", "/v1/erasures/" + id, ""), Erasure.class),
                erasure -> !erasure.state().equals(Erasure.RUNNING),
                "the erasure ends");
    }

    /// Every table, every column, bytes as text: where the person is still named.
    private List<String> tracesOf(String text) {
        String tables = servers.database()
                .value("select string_agg(relname, ' ') from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind = 'r' and relname <> 'flyway_schema_history'");
        List<String> found = new ArrayList<>();
        for (String table : tables.split(" ")) {
            String columns = servers.database()
                    .value("select string_agg(case when atttypid = 'bytea'::regtype then 'encode(' || attname ||"
                            + " ', ''escape'')' else attname || '::text' end, ', ') from pg_attribute where attrelid = '"
                            + table + "'::regclass and attnum > 0 and not attisdropped");
            if (servers.database()
                            .number("select count(*) from " + table + " where concat_ws(' ', " + columns + ") like '%"
                                    + text + "%'")
                    > 0) {
                found.add(table);
            }
        }
        return found;
    }

    @Test
    void showsWhatItWouldReachThenErasesItEverywhereAndSaysSoWithoutNamingAnybody() {
        fill();
        ErasurePlan plan = plan(WHO);
        assertEquals(new ErasureCounts(11, 0, 1, 1, 1), plan.counts());
        assertEquals(5, plan.samples().size());
        assertEquals("100", plan.samples().getFirst().id());
        assertEquals(41, rows("event"), "a plan changes nothing");
        HttpResponse<String> started = erase(plan.plan());
        assertEquals(202, started.statusCode(), started.body());
        Erasure erasure = ended(plan.plan());
        assertEquals(Erasure.DONE, erasure.state());
        assertNull(erasure.detail());
        assertEquals(plan.counts(), erasure.erased());

        assertEquals(List.of(), tracesOf(WHO));
        assertEquals(30, rows("event"));
        assertEquals(
                "{\"count\":0,\"exact\":true}",
                client.admin("GET", "/v1/events/count?q=" + WHO, "").body());
        AuditRecord act = KeyClient.read(client.admin("GET", "/v1/audit", ""), AuditPage.class).items().stream()
                .filter(one -> one.act().equals("erase"))
                .findFirst()
                .orElseThrow();
        assertEquals("asked for", act.reason());
        assertEquals(plan.target(), act.target());
        assertTrue(act.target().startsWith("events:subject sha256 "), act.target());
        assertEquals("erased: 11 events, 0 dead letters, 1 rejections, 1 conflicts, 1 purge snapshots", act.after());

        assertEquals(202, send(event(0, WHO, "order 0")));
        Ledger ledger = Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> KeyClient.read(client.admin("GET", "/v1/ledger", ""), Ledger.class),
                l -> l.accepted() == 43 && l.inFlight() == 0,
                "what is sent again is settled");
        assertEquals(41, ledger.stored());
        assertEquals(2, ledger.duplicate());
        assertEquals(0, ledger.unexplained());
        assertEquals(30, rows("event"));
    }

    @Test
    void runsAPlanOnceAndNeverWithoutOne() {
        assertEquals(400, client.admin("DELETE", "/v1/events?reason=why", "").statusCode());
        assertEquals(400, client.admin("DELETE", "/v1/events?plan=x", "").statusCode());
        assertEquals(409, erase("no-such-plan").statusCode());
        assertEquals(400, client.admin("POST", "/v1/erasures/plan", "{}").statusCode());
        assertEquals(
                400,
                client.admin("POST", "/v1/erasures/plan", "{\"source\":\"\"}").statusCode());
        ErasurePlan plan = plan("nobody");
        assertEquals(404, client.admin("GET", "/v1/erasures/" + plan.plan(), "").statusCode());
        assertEquals(202, erase(plan.plan()).statusCode());
        assertEquals(Erasure.DONE, ended(plan.plan()).state());
        assertEquals(409, erase(plan.plan()).statusCode());
        servers.database().execute("update erasure set expires = now() - interval '1 second'");
        ErasurePlan late = plan("nobody");
        servers.database().execute("update erasure set expires = now() - interval '2 hours'");
        assertEquals(409, erase(late.plan()).statusCode());
        plan("somebody");
        assertEquals(List.of("erasure"), tracesOf("somebody"), "until it is run or expired");
        assertFalse(tracesOf("nobody").contains("erasure"), "what an old plan looked for is forgotten");
    }

    @Test
    void goesOnWhereAKilledServerLeftIt() {
        fill();
        ErasurePlan plan = plan(WHO);
        servers.database()
                .execute("update erasure set state = 'running', started_at = now(), seen_at = now() where id = '"
                        + plan.plan() + "'");
        assertEquals(409, erase(plan.plan()).statusCode(), "somebody is at it");
        servers.database().execute("update erasure set seen_at = now() - interval '3 minutes'");
        assertEquals(202, erase(plan.plan()).statusCode());
        assertEquals(Erasure.DONE, ended(plan.plan()).state());
        assertEquals(
                "erase",
                KeyClient.read(client.admin("GET", "/v1/audit", ""), AuditPage.class).items().stream()
                        .map(AuditRecord::act)
                        .filter("erase"::equals)
                        .distinct()
                        .collect(Collectors.joining()));
        assertEquals(30, rows("event"));
    }
}
