package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.IngestStopRequest;
import dev.sluice.model.queue.PeekPage;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.queue.ThrottleRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The commands under `./sluice queues` that close taps other than by a pause, and the one that looks behind them.
final class TapActs {
    private TapActs() {}

    @Command(
            name = "throttle",
            mixinStandardHelpOptions = true,
            description = "Stores no more than so many events a second from a queue, for a while.")
    static final class Throttle extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(names = "--rate", paramLabel = "N", description = "events a second, over all instances")
        @Nullable
        Double rate;

        @Option(names = "--off", description = "end the throttle")
        boolean off;

        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "when it ends by itself: 2026-11-23T10:00:00Z, or 15m from now; else in an hour")
        @Nullable
        String until;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; everybody sees it")
        @Nullable
        String reason;

        Throttle(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            if ((rate == null) != off) {
                throw new IllegalArgumentException("Say either --rate N or --off.");
            }
            client.throttle(name, new ThrottleRequest(rate, moment(until), reason));
            QueueTable.show(out(), client.queue(name), json);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "ingest",
            mixinStandardHelpOptions = true,
            description = "Opens or closes a queue for new events: refuse answers producers 503 at once, hold lets them"
                    + " wait for up to 8 s, open takes events again.")
    static final class Ingest extends ServerCommand {
        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Parameters(index = "1", paramLabel = "open|refuse|hold")
        String state = "";

        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "when it opens by itself: 2026-11-23T10:00:00Z, or 15m from now")
        @Nullable
        String until;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; producers see it too")
        @Nullable
        String reason;

        Ingest(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            client.stopIngest(name, new IngestStopRequest(state, reason, moment(until)));
            QueueTable.show(out(), client.queue(name), json);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "peek",
            mixinStandardHelpOptions = true,
            description = "Shows the events at the head of a queue; they stay in it.")
    static final class Peek extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(names = "--limit", paramLabel = "N", description = "events, 1 to 100; default 20")
        int limit = 20;

        Peek(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            PeekPage page = client.peek(name, limit);
            if (json) {
                out().println(Json.text(page));
                return ExitCode.OK;
            }
            for (PeekPage.Item item : page.items()) {
                String event = item.event();
                out().println(
                                event == null
                                        ? "unreadable: " + EventSummary.printable(String.valueOf(item.problem()))
                                        : event.replace('\n', ' ').replace('\r', ' '));
            }
            err().println(page.items().size() + " of "
                    + client.queue(name).depth().events() + " events, of "
                    + page.frames() + " frames, as they were at " + page.at() + ". They stay in the queue, marked as"
                    + " redelivered." + (page.note() == null ? "" : " " + page.note()));
            return ExitCode.OK;
        }
    }

    /// What is closed besides a pause, a line each.
    static String lines(QueueState queue) {
        StringBuilder lines = new StringBuilder();
        QueueState.Throttle throttle = queue.throttle();
        if (throttle != null) {
            lines.append("throttle  %s events/s until %s, by %s: %s%n"
                    .formatted(
                            Math.round(10 * throttle.rate()) / 10.0,
                            throttle.until(),
                            EventSummary.printable(throttle.by()),
                            EventSummary.printable(throttle.reason())));
        }
        QueueState.Ingest ingest = queue.ingest();
        if (!ingest.open()) {
            lines.append("ingest    %s since %s by %s: %s%s%n"
                    .formatted(
                            ingest.state(),
                            ingest.since(),
                            EventSummary.printable(String.valueOf(ingest.by())),
                            EventSummary.printable(String.valueOf(ingest.reason())),
                            ingest.until() == null ? "" : "; opens by itself at " + ingest.until()));
        }
        return lines.toString();
    }

    static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Moments.parse(text, true);
    }
}
