package dev.sluice.console.broker;

import dev.sluice.console.client.ProblemException;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A broker as a test wants it.
final class FakeBroker implements BrokerControl {
    static final Instant NOW = Instant.parse("2026-11-25T10:01:40Z");
    private static final BrokerAct NO_PAUSE = new BrokerAct(
            BrokerAct.PAUSE,
            false,
            "Pausing takes the consumers away, and those of this queue are other applications, which Sluice cannot"
                    + " stop: stop them, or take away their read permission.");
    private static final BrokerAct NO_UNDO = new BrokerAct(
            BrokerAct.UNDO,
            false,
            "Sluice keeps a copy only of what it purges from its own queues: what is removed here is gone.");

    final List<BrokerQueueState> queues = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<String> runs = new ArrayList<>();
    List<String> alarms = List.of();
    String state = BrokerOverview.OK;

    @Nullable
    String detail;

    @Nullable
    String noActs;

    @Nullable
    RuntimeException failure;

    /// of acts only
    @Nullable
    RuntimeException refusal;

    static FakeBroker sample() {
        FakeBroker broker = new FakeBroker();
        broker.add("/", "billing.invoices", "quorum", 118_204, 250, 31.4, 12, 4, false);
        broker.add("/", "shop/orders eu", "classic", 392, 0, 2.5, 0, 0, false);
        broker.add("/", "sluice.default", "quorum", 40, 38, 1_041, 1_039, 2, true);
        broker.add("/", "audit.stream", "stream", 9, 0, 0, 0, 1, false);
        broker.add("crm", "mail.out", "classic", 0, 0, 0, 0, 3, false);
        broker.add("crm", "mail.retry", "classic", 0, 0, 0, 0, 0, false);
        return broker;
    }

    void add(
            String vhost,
            String name,
            String type,
            long messages,
            long unacked,
            double in,
            double out,
            int consumers,
            boolean own) {
        queues.add(new BrokerQueueState(
                vhost,
                name,
                type,
                true,
                false,
                false,
                "running",
                "rabbit@broker-1",
                null,
                new BrokerQueueState.Depth(messages, messages - unacked, unacked, 310L * messages),
                new BrokerQueueState.Rates(in, out, out),
                consumers,
                null,
                own));
    }

    /// as if so many messages were in a queue now
    void fill(int index, long messages) {
        BrokerQueueState q = queues.get(index);
        queues.set(
                index,
                new BrokerQueueState(
                        q.vhost(),
                        q.name(),
                        q.type(),
                        true,
                        false,
                        false,
                        q.state(),
                        q.node(),
                        null,
                        new BrokerQueueState.Depth(messages, messages, 0, null),
                        q.rates(),
                        q.consumers(),
                        null,
                        q.own()));
    }

    static ProblemException problem(ErrorCode code, String detail) {
        return new ProblemException(Problem.of(code, detail, "r-1"), null);
    }

    private void fail() {
        if (failure != null) {
            throw failure;
        }
    }

    private List<BrokerAct> acts(@Nullable BrokerQueueState queue) {
        @Nullable
        String why = queue != null && queue.own()
                ? "sluice.default holds frames of Sluice's queue default, and the ledger counts them: purge it as the"
                        + " queue default (./sluice queues, or the screen Queues)."
                : noActs;
        return List.of(
                new BrokerAct(BrokerAct.PURGE, why == null, why),
                new BrokerAct(BrokerAct.DELETE, why == null, why),
                NO_PAUSE,
                NO_UNDO);
    }

    @Override
    public BrokerOverview overview() {
        boolean seen = failure == null;
        return new BrokerOverview(
                state,
                detail,
                NOW,
                seen ? "4.0.5" : null,
                "27",
                seen ? "rabbit@broker-1" : null,
                "sluice",
                seen ? List.of("administrator") : List.of(),
                acts(null),
                List.of("/", "crm"),
                seen
                        ? List.of(
                                new BrokerNode(
                                        "rabbit@broker-1",
                                        true,
                                        1L << 30,
                                        4L << 30,
                                        76L << 30,
                                        50L << 20,
                                        86_400L * 3,
                                        alarms),
                                new BrokerNode(
                                        "rabbit@broker-2",
                                        true,
                                        700L << 20,
                                        4L << 30,
                                        80L << 30,
                                        50L << 20,
                                        86_400L * 3,
                                        List.of()))
                        : List.of(),
                seen ? new BrokerOverview.Totals(queues.size(), 10, 7, 12, 118_645L, 118_357L, 288L) : null);
    }

    @Override
    public BrokerQueuePage queues(@Nullable String vhost, String text, String sort, int limit) {
        fail();
        asked.add(vhost + "|" + text + "|" + sort);
        List<BrokerQueueState> found = queues.stream()
                .filter(q -> vhost == null || q.vhost().equals(vhost))
                .filter(q -> q.name().contains(text))
                .sorted(
                        sort.equals("name")
                                ? Comparator.comparing(BrokerQueueState::name)
                                : Comparator.comparing(q -> -q.depth().messages()))
                .toList();
        return new BrokerQueuePage(found, null, found.size(), queues.size(), NOW, null);
    }

    @Override
    public BrokerQueueDetail queue(String vhost, String name) {
        fail();
        BrokerQueueState queue = queues.stream()
                .filter(q -> q.vhost().equals(vhost) && q.name().equals(name))
                .findFirst()
                .orElseThrow(() -> problem(ErrorCode.NOT_FOUND, "The broker has no queue " + name + "."));
        return new BrokerQueueDetail(
                queue,
                Map.of("x-max-length-bytes", "1073741824"),
                Map.of("message-ttl", "86400000"),
                List.of(
                        new BrokerQueueDetail.Binding("shop", "order.#", Map.of()),
                        new BrokerQueueDetail.Binding("amq.fanout", "", Map.of())),
                2,
                queue.consumers() == 0
                        ? List.of()
                        : List.of(new BrokerQueueDetail.Consumer(
                                "ctag-1", "10.0.0.7:40210 -> 10.0.0.2:5672", "billing", 1, 250, true, false, true)),
                queue.consumers() == null ? 0 : queue.consumers(),
                acts(queue),
                NOW);
    }

    @Override
    public BrokerConnectionPage connections(String text, int limit) {
        fail();
        List<BrokerConnection> all = List.of(
                link("10.0.0.7:40210", "invoice-writer", "billing", "running", 1, false),
                link("10.0.0.8:40388", null, "shop", "blocked", 2, false),
                link("10.0.0.2:51002", "sluice ingest", "sluice", "running", 3, true));
        List<BrokerConnection> found =
                all.stream().filter(l -> l.toString().contains(text)).toList();
        return new BrokerConnectionPage(found, null, found.size(), all.size(), NOW, null);
    }

    private static BrokerConnection link(
            String peer, @Nullable String label, String user, String state, int channels, boolean own) {
        List<BrokerConnection.Channel> open = new ArrayList<>();
        for (int i = 1; i <= channels; i++) {
            open.add(new BrokerConnection.Channel(i, "running", i % 2, 250, 12, 0, i > 1, 31.4, null));
        }
        return new BrokerConnection(
                peer + " -> 10.0.0.2:5672",
                label,
                "/",
                user,
                peer,
                "AMQP 0-9-1",
                false,
                state,
                "RabbitMQ 5.37.1",
                NOW,
                4_096.0,
                18_200.0,
                channels,
                open,
                own);
    }

    @Override
    public BrokerPlan plan(String act, String vhost, String name) {
        fail();
        BrokerQueueDetail seen = queue(vhost, name);
        BrokerQueueState.Depth depth = seen.queue().depth();
        return new BrokerPlan(
                "p-1",
                act,
                vhost,
                name,
                depth.messages(),
                depth.ready(),
                depth.unacked(),
                depth.bytes(),
                seen.consumerCount(),
                seen.consumers().stream()
                        .map(c -> c.user() + " " + c.connection())
                        .toList(),
                2,
                seen.queue().rates().published(),
                List.of(
                        NO_UNDO.why(),
                        "The figures are the broker's samples, up to 5 s old at its defaults.",
                        depth.unacked() + " messages are held by consumers and stay: a purge takes only what waits."),
                name,
                NOW,
                NOW.plusSeconds(600));
    }

    @Override
    public BrokerActDone run(BrokerPlan plan, String reason, String confirm) {
        fail();
        if (refusal != null) {
            throw refusal;
        }
        runs.add(plan.act() + " " + plan.queue() + " " + reason);
        queues.removeIf(q -> plan.act().equals(BrokerAct.DELETE)
                && q.name().equals(plan.queue())
                && q.vhost().equals(plan.vhost()));
        for (int i = 0; i < queues.size(); i++) {
            if (queues.get(i).name().equals(plan.queue())) {
                fill(i, 0);
            }
        }
        return new BrokerActDone(plan.plan(), plan.act(), plan.vhost(), plan.queue(), plan.ready(), NOW);
    }
}
