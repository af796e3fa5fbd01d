package dev.sluice.console.replay;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.EventSummary;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.model.replay.ReplayPlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a replay would do, in words.
final class ReplayPlanText {
    private ReplayPlanText() {}

    /// `type:order.*, received since 2026-11-23 10:01:40.000 UTC`
    static String what(EventQuery query) {
        String text = query.text().isBlank()
                ? "All events"
                : EventSummary.printable(query.text().strip());
        @Nullable Instant from = query.from();
        @Nullable Instant to = query.to();
        if (to == null) {
            return from == null ? text + ", whenever received" : text + ", received since " + Times.full(from) + " UTC";
        }
        return text + ", received " + (from == null ? "" : "from " + Times.full(from) + " ") + "to " + Times.full(to)
                + " UTC";
    }

    /// `1,204 events`, `more than 10,000 events`
    static String count(ReplayPlan plan) {
        return (plan.exact() ? "" : "more than ") + Numbers.count(plan.count(), "event", "events");
    }

    static String nothing() {
        return "Nothing that is stored matches; there is nothing to send. Close, and take a word out of the query or a"
                + " longer time.";
    }

    /// `This sends 1,204 events, 500 a second: about 3 s. They were received between … and ….`
    static String sends(ReplayPlan plan) {
        @Nullable Instant first = plan.first();
        @Nullable Instant last = plan.last();
        return "This sends " + count(plan) + ", " + Numbers.grouped(plan.rate()) + " a second: about "
                + Times.spanOfSeconds((double) plan.seconds()) + "."
                + (first == null || last == null
                        ? ""
                        : " Received between " + Times.day(first) + " and " + Times.day(last) + " UTC.");
    }

    static String happens(ReplayPlan plan) {
        if (plan.queue() == null) {
            return "They become new events beside the old ones: accepted, stored and counted once more, with a new id,"
                    + " replayid and replayof. Whoever reads the pipeline gets them again.";
        }
        return "The queue gets each of them once, as it was stored, with the headers replayid and replayof. "
                + waits(plan) + " What is sent cannot be called back.";
    }

    private static String waits(ReplayPlan plan) {
        @Nullable Long waiting = plan.waiting();
        @Nullable Long consumers = plan.consumers();
        if (waiting == null || consumers == null) {
            return "";
        }
        return Numbers.count(waiting, "message waits", "messages wait") + " there now, and "
                + (consumers == 0
                        ? "nobody consumes: they will wait, too."
                        : Numbers.count(consumers, "consumer takes", "consumers take") + " what comes at once.");
    }

    static String sample(ReplayPlan.Sample sample) {
        String subject = sample.subject() == null ? sample.id() : sample.subject();
        return EventSummary.printable(sample.type() + "  " + subject + "  " + sample.source());
    }
}
