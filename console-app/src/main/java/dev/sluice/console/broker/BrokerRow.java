package dev.sluice.console.broker;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.broker.BrokerQueueState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// One line of the table. Nothing of a name may act on the screen.
///
/// @param pill empty for none
record BrokerRow(
        Key key,
        String name,
        String vhost,
        String type,
        String messages,
        String unacked,
        String in,
        String out,
        String consumers,
        String pill,
        Tone tone,
        boolean own) {
    /// What a queue is known by.
    record Key(String vhost, String name) {}

    static BrokerRow of(BrokerQueueState queue) {
        BrokerQueueState.Depth depth = queue.depth();
        BrokerQueueState.Rates rates = queue.rates();
        return new BrokerRow(
                new Key(queue.vhost(), queue.name()),
                EventSummary.printable(queue.name()),
                EventSummary.printable(queue.vhost()),
                EventSummary.printable(queue.type()),
                depth == null ? Numbers.NONE : Numbers.grouped(depth.messages()),
                depth == null ? Numbers.NONE : Numbers.grouped(depth.unacked()),
                rates == null ? Numbers.NONE : Numbers.measured(rates.published()),
                rates == null ? Numbers.NONE : Numbers.measured(rates.delivered()),
                queue.consumers() == null ? Numbers.NONE : Numbers.grouped(queue.consumers()),
                pill(queue),
                tone(queue),
                queue.own());
    }

    /// Sluice's queue that this one holds the frames of, null when it holds none.
    @Nullable
    String pipeline() {
        // those two are the way in for AMQP
        boolean inbox = List.of("sluice.in", "sluice.in.rejected").contains(key.name());
        return own && !inbox ? key.name().replaceFirst("^sluice\\.", "").replaceFirst("\\.suspect$", "") : null;
    }

    private static String pill(BrokerQueueState queue) {
        if (broken(queue)) {
            return EventSummary.printable(queue.state());
        }
        return queue.own() ? "Sluice’s" : queue.exclusive() ? "exclusive" : "";
    }

    private static boolean broken(BrokerQueueState queue) {
        // flow is how the broker slows publishers down, idle how older ones call rest
        return !List.of("running", "idle", "flow", "live").contains(queue.state());
    }

    private static Tone tone(BrokerQueueState queue) {
        return broken(queue) ? Tone.DANGER : queue.own() ? Tone.ACCENT : Tone.MUTED;
    }

    /// Puts what stands in the list already where it stood, and what is new behind it.
    static List<BrokerRow> inOrderOf(List<BrokerRow> before, List<BrokerRow> fresh) {
        Map<Key, BrokerRow> left = new HashMap<>();
        fresh.forEach(row -> left.put(row.key(), row));
        List<BrokerRow> ordered = new ArrayList<>(fresh.size());
        for (BrokerRow row : before) {
            @Nullable BrokerRow now = left.remove(row.key());
            if (now != null) {
                ordered.add(now);
            }
        }
        fresh.stream().filter(row -> left.containsKey(row.key())).forEach(ordered::add);
        return ordered;
    }

    /// Changes only the lines that changed when they are the same queues in the same order; else one change for all.
    static void show(List<BrokerRow> fresh, ObservableList<BrokerRow> rows) {
        boolean same = fresh.size() == rows.size();
        for (int i = 0; same && i < fresh.size(); i++) {
            same = fresh.get(i).key().equals(rows.get(i).key());
        }
        if (!same) {
            rows.setAll(fresh);
            return;
        }
        for (int i = 0; i < fresh.size(); i++) {
            if (!fresh.get(i).equals(rows.get(i))) {
                rows.set(i, fresh.get(i));
            }
        }
    }
}
