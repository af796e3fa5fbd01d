package dev.sluice.console.command;

import static dev.sluice.console.command.ServerCommand.printable;

import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.queue.ByteSize;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints what the broker shows, for people.
final class BrokerTable {
    private static final String QUEUE = "%-36s %-16s %-8s %12s %10s %10s %10s %5s %s";
    private static final String LINK = "%-44s %-20s %-16s %-12s %-9s %5s %9s %s";

    private BrokerTable() {}

    static void overview(PrintWriter out, BrokerOverview broker) {
        out.println("state      " + broker.state());
        if (broker.detail() != null) {
            out.println("           " + printable(broker.detail()));
        }
        out.println("account    " + printable(broker.account())
                + (broker.tags().isEmpty() ? "" : " (" + printable(String.join(", ", broker.tags())) + ")"));
        if (broker.version() != null) {
            out.println("broker     RabbitMQ " + printable(broker.version()) + ", Erlang " + printable(broker.erlang())
                    + ", cluster " + printable(broker.cluster()));
            out.println("vhosts     " + printable(String.join(" ", broker.vhosts())));
        }
        BrokerOverview.Totals totals = broker.totals();
        if (totals != null) {
            out.println("holds      %s queues, %s messages; %s connections, %s channels, %s consumers"
                    .formatted(
                            count((long) totals.queues()),
                            count(totals.messages()),
                            count((long) totals.connections()),
                            count((long) totals.channels()),
                            count((long) totals.consumers())));
        }
        for (BrokerNode node : broker.nodes()) {
            out.println("node       " + printable(node.name()) + ": "
                    + (node.running() ? "runs" : "down")
                    + ", memory " + size(node.memoryUsed()) + " of " + size(node.memoryLimit())
                    + ", disk free " + size(node.diskFree()) + " (at least " + size(node.diskFreeLimit()) + ")");
            node.alarms().forEach(alarm -> out.println("  ALARM    " + printable(alarm)));
        }
        acts(out, broker.acts());
    }

    private static void acts(PrintWriter out, List<BrokerAct> acts) {
        for (BrokerAct act : acts) {
            out.println("%-10s %s%s"
                    .formatted(
                            act.act(),
                            act.possible() ? "possible" : "not possible",
                            act.why() == null ? "" : ": " + printable(act.why())));
        }
    }

    static void queues(PrintWriter out, BrokerQueuePage page) {
        head(out);
        page.items().forEach(queue -> row(out, queue));
        out.println("%d of %d queues%s".formatted(page.items().size(), page.matching(), note(page.note())));
    }

    private static String note(@Nullable String note) {
        return note == null ? "" : ". " + printable(note);
    }

    private static void head(PrintWriter out) {
        out.println(QUEUE.formatted("QUEUE", "VHOST", "TYPE", "MESSAGES", "UNACKED", "IN/S", "OUT/S", "CONS", "STATE"));
    }

    private static void row(PrintWriter out, BrokerQueueState queue) {
        BrokerQueueState.Depth depth = queue.depth();
        BrokerQueueState.Rates rates = queue.rates();
        out.println(QUEUE.formatted(
                        printable(queue.name()),
                        printable(queue.vhost()),
                        printable(queue.type()),
                        depth == null ? "?" : count(depth.messages()),
                        depth == null ? "?" : count(depth.unacked()),
                        rates == null ? "?" : rate(rates.published()),
                        rates == null ? "?" : rate(rates.delivered()),
                        queue.consumers() == null ? "?" : queue.consumers(),
                        printable(queue.state()) + (queue.own() ? ", Sluice's" : ""))
                .stripTrailing());
    }

    static void queue(PrintWriter out, BrokerQueueDetail detail) {
        BrokerQueueState queue = detail.queue();
        head(out);
        row(out, queue);
        out.println("node       " + (queue.node() == null ? "?" : printable(queue.node())));
        out.println("is         " + (queue.durable() ? "durable" : "transient")
                + (queue.exclusive() ? ", exclusive" : "") + (queue.autoDelete() ? ", auto-delete" : ""));
        detail.arguments().forEach((name, value) -> out.println("argument   " + printable(name + " = " + value)));
        if (queue.policy() != null) {
            out.println("policy     " + printable(queue.policy()));
        }
        detail.policy().forEach((name, value) -> out.println("  sets     " + printable(name + " = " + value)));
        for (BrokerQueueDetail.Binding binding : detail.bindings()) {
            out.println("binding    " + printable(binding.source() + " -> " + binding.key()));
        }
        more(out, detail.bindingCount() - detail.bindings().size(), "bindings");
        for (BrokerQueueDetail.Consumer consumer : detail.consumers()) {
            out.println("consumer   %s of %s, prefetch %s%s%s"
                    .formatted(
                            printable(consumer.tag()),
                            consumer.connection() == null ? "?" : printable(consumer.connection()),
                            consumer.prefetch() == 0 ? "unlimited" : consumer.prefetch(),
                            consumer.acks() ? "" : ", without acks",
                            consumer.active() ? "" : ", stands by"));
        }
        more(out, detail.consumerCount() - detail.consumers().size(), "consumers");
        acts(out, detail.acts());
    }

    private static void more(PrintWriter out, int more, String what) {
        if (more > 0) {
            out.println("           and " + more + " more " + what);
        }
    }

    static void connections(PrintWriter out, BrokerConnectionPage page) {
        out.println(LINK.formatted("CONNECTION", "NAME", "VHOST", "USER", "STATE", "CHAN", "UNACKED", "CLIENT"));
        for (BrokerConnection link : page.items()) {
            long unacked = link.channels().stream()
                    .mapToLong(BrokerConnection.Channel::unacked)
                    .sum();
            out.println(LINK.formatted(
                            printable(link.name()),
                            printable(link.label()),
                            printable(link.vhost()),
                            printable(link.user()),
                            printable(link.state()),
                            link.channelCount(),
                            count(unacked),
                            printable(link.client()) + (link.own() ? ", Sluice's" : ""))
                    .stripTrailing());
        }
        out.println("%d of %d connections%s".formatted(page.items().size(), page.matching(), note(page.note())));
    }

    static String count(@Nullable Long n) {
        return n == null ? "?" : String.format(Locale.ROOT, "%,d", n);
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null ? "?" : ByteSize.text(bytes);
    }
}
