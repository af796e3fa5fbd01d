package dev.sluice.server.bench;

import dev.sluice.model.json.Json;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Purges the queue `default` with a snapshot, takes that back, and lets all be stored; reads the ledger all the time.
final class PurgeBench {
    private static final String QUEUE = "/v1/queues/default";
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Servers servers;
    private final Connection admin;
    private final ServerClient server;
    private final LedgerClient ledger;
    private final QueueTap tap;

    /// @param admin PostgreSQL's superuser on the server's database
    PurgeBench(Servers servers, Connection admin, ServerClient server, LedgerClient ledger, QueueTap tap) {
        this.servers = servers;
        this.admin = admin;
        this.server = server;
        this.ledger = ledger;
        this.tap = tap;
    }

    private interface Question {
        boolean asked() throws IOException, InterruptedException, SQLException;
    }

    /// @param salt of the ids, another one each time
    List<PurgeSample> run(int run, long events, long salt) throws IOException, SQLException, InterruptedException {
        tap.pause();
        Ledger before = ledger.now();
        tap.fill(new DataSet(events, 1, Instant.now(), salt));
        await("all that was accepted is in the ledger", () -> since(before).accepted() == events);
        PurgePlan[] plan = new PurgePlan[1];
        await("a plan counts all", () -> {
            plan[0] = Json.read(server.post(200, QUEUE + "/purge/plan", ""), PurgePlan.class);
            return plan[0].count() == events;
        });
        String id = plan[0].plan();
        PurgeSample purge = measure(
                run, PurgeSample.PURGE, before, events, events, "/purge", "{\"plan\":\"" + id + "\"}", () -> state(id)
                        .equals(Purge.DONE));
        PurgeSample undo = measure(
                run,
                PurgeSample.UNDO,
                before,
                events,
                0,
                "/purge/" + id + "/undo",
                "",
                () -> state(id).equals(Purge.UNDONE) && StoredTable.number(admin, "select count(*) from outbox") == 0);
        tap.resume();
        await("all is stored after all", () -> LedgerClient.settled(since(before)) == events);
        long stored = since(before).stored();
        if (stored != events) {
            throw new IOException("%,d of %,d events are stored after all".formatted(stored, events));
        }
        return List.of(purge, undo);
    }

    private PurgeSample measure(
            int run, String series, Ledger before, long events, long purged, String path, String body, Question over)
            throws IOException, SQLException, InterruptedException {
        StoredTable.execute(admin, "checkpoint");
        Meter meter = new Meter(servers.clockTicks(), servers.processes(), admin);
        long begin = System.nanoTime();
        server.post(202, QUEUE + path, body);
        int looks = 0;
        @Nullable String fault = null;
        while (!over.asked()) {
            looks++;
            fault = fault == null ? fault(since(before), events) : fault;
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("the " + series + " is not over after " + PATIENCE.toMinutes() + " min");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Meter.Cost cost = meter.stop();
        Ledger after = since(before);
        if (fault == null && after.purged() != purged) {
            fault = "%,d events count as purged after the %s of %,d".formatted(after.purged(), series, events);
        }
        return new PurgeSample(
                run,
                series,
                events,
                seconds,
                Math.round(events / seconds),
                cost.cpuMicros(events),
                cost.walBytes(events),
                looks,
                fault == null ? fault(after, events) : fault);
    }

    /// Each event is in flight or purged at every moment; nothing else becomes of it while the queue is paused.
    static @Nullable String fault(Ledger now, long events) {
        if (now.unexplained() != 0) {
            return "%,d events were unexplained".formatted(now.unexplained());
        }
        if (now.accepted() != events || now.inFlight() + now.purged() != events) {
            return "%,d accepted were %,d in flight and %,d purged"
                    .formatted(now.accepted(), now.inFlight(), now.purged());
        }
        return null;
    }

    private Ledger since(Ledger before) throws IOException {
        return LedgerClient.between(before, ledger.now());
    }

    private String state(String plan) throws IOException, InterruptedException {
        return Json.read(server.get(QUEUE + "/purge/" + plan), Purge.class).state();
    }

    private static void await(String what, Question question) throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.asked()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not after " + PATIENCE.toMinutes() + " min: " + what);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
    }
}
