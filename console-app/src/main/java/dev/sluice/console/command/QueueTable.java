package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.ByteSize;
import dev.sluice.model.queue.QueueList;
import dev.sluice.model.queue.QueueState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints queues as a table or as the server's own JSON.
final class QueueTable {
    private static final String ROW = "%-20s %-12s %12s %10s %10s %10s %9s %9s %5s %6s %9s";

    private QueueTable() {}

    static void list(PrintWriter out, List<QueueState> queues, boolean json) {
        if (json) {
            out.println(Json.text(new QueueList(queues)));
            return;
        }
        out.println(ROW.formatted(
                "QUEUE", "STATE", "EVENTS", "MESSAGES", "IN/S", "OUT/S", "OLDEST", "DRAINS", "CONS", "FULL", "LIMIT"));
        for (QueueState queue : queues) {
            out.println(ROW.formatted(
                            EventSummary.printable(queue.name()),
                            state(queue),
                            grouped(queue.depth().events()),
                            grouped(queue.depth().messages()),
                            grouped(Math.round(queue.rates().accepted())),
                            grouped(Math.round(out(queue))),
                            time(queue.oldestAgeSeconds()),
                            time(queue.drainSeconds()),
                            queue.consumers(),
                            full(queue.limits()),
                            queue.limits() == null
                                    ? "–"
                                    : ByteSize.text(queue.limits().maxBytes()))
                    .stripTrailing());
        }
    }

    static void show(PrintWriter out, QueueState queue, boolean json) {
        if (json) {
            out.println(Json.text(queue));
            return;
        }
        list(out, List.of(queue), false);
        out.println("types     " + EventSummary.printable(String.join(" ", queue.patterns())));
        out.println("position  " + (queue.position() == Integer.MAX_VALUE ? "last" : queue.position()));
        QueueState.Limits limits = queue.limits();
        if (limits != null) {
            out.println("limit     %s of %s%s%s"
                    .formatted(
                            ByteSize.text(limits.bytes()),
                            ByteSize.text(limits.maxBytes()),
                            limits.own() ? "" : " (the server's default)",
                            limits.detail() == null ? "" : "; " + EventSummary.printable(limits.detail())));
        }
        for (String fault : queue.faults()) {
            out.println("fault     " + EventSummary.printable(fault));
        }
        QueueState.Pause pause = queue.pause();
        if (pause != null) {
            out.println("paused    since %s by %s: %s%s"
                    .formatted(
                            pause.since(),
                            EventSummary.printable(pause.by()),
                            EventSummary.printable(pause.reason()),
                            ends(pause)));
        }
        out.print(TapActs.lines(queue));
        out.flush();
    }

    private static String ends(QueueState.Pause pause) {
        return (pause.until() == null ? "" : "; resumes by itself at " + pause.until())
                + (pause.untilDepth() == null
                        ? ""
                        : "; resumes by itself when " + grouped(pause.untilDepth()) + " events wait");
    }

    private static double out(QueueState queue) {
        return queue.rates().stored()
                + queue.rates().duplicate()
                + queue.rates().deadLettered();
    }

    private static String state(QueueState queue) {
        QueueState.Pause pause = queue.pause();
        if (queue.retiring()) {
            return QueueState.RETIRING;
        }
        if (pause != null) {
            return pause.state();
        }
        if (!queue.ingest().open()) {
            return queue.ingest().state().equals(QueueState.Ingest.HOLD) ? "held" : "closed";
        }
        return queue.throttle() == null ? "running" : "throttled";
    }

    private static String full(QueueState.@Nullable Limits limits) {
        if (limits == null) {
            return "–";
        }
        return limits.full() ? "full" : 100 * limits.bytes() / limits.maxBytes() + " %";
    }

    private static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String time(@Nullable Double seconds) {
        if (seconds == null) {
            return "–";
        }
        return seconds < 60
                ? Math.round(seconds) + " s"
                : Durations.text(Duration.ofSeconds(Math.round(seconds))).replaceAll(" (\\d+ s|0 min)$", "");
    }
}
