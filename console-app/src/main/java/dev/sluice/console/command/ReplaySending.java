package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.ReplayClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.json.Json;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The commands under `./sluice replay` that say what is sent where, and send it.
final class ReplaySending {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final String HELP_TARGET = "a queue on the broker that is not one of Sluice's";

    private ReplaySending() {}

    /// Where to: one of them.
    static final class Target {
        @Option(names = "--queue", paramLabel = "NAME", description = HELP_TARGET)
        @Nullable
        String queue;

        @Option(names = "--pipeline", description = "into the pipeline, as new events")
        boolean pipeline;
    }

    /// What is sent.
    static final class What {
        @Parameters(arity = "0..*", paramLabel = "QUERY", description = "as for search; none: all events")
        List<String> words = List.of();

        @ArgGroup
        @Nullable
        Target target;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                converter = Moments.class,
                description = "received not before, as in 2026-11-23T10:00 or 2h")
        @Nullable
        Instant from;

        @Option(names = "--to", paramLabel = "TIME", converter = Moments.class, description = "received before")
        @Nullable
        Instant to;

        @Option(names = "--zone", paramLabel = "ZONE", description = "of times in the query (default: UTC)")
        @Nullable
        String zone;

        @Option(names = "--rate", paramLabel = "N", description = "events a second, 1 to 50,000 (default: 1,000)")
        @Nullable
        Integer rate;

        ReplayRequest request() {
            Target wanted = target;
            if (wanted == null) {
                throw new IllegalArgumentException("Say where to: --queue NAME, or --pipeline.");
            }
            return ReplayRequest.plan(
                    String.join(" ", words),
                    from,
                    to,
                    zone,
                    wanted.pipeline ? Replay.TO_PIPELINE : Replay.TO_QUEUE,
                    wanted.queue,
                    rate);
        }
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows what a replay would send, and sends nothing. The plan is good for ten minutes.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:done",
                "1:the server refused, for one since there is no such queue",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class Plan extends ServerCommand {
        @Mixin
        What what = new What();

        Plan(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            ReplayPlan plan = client.replays().plan(what.request());
            print(
                    plan,
                    () -> told(plan)
                            + "\nUntil %s it is started by: sluice replay start --plan %s"
                                    .formatted(plan.expires().truncatedTo(ChronoUnit.SECONDS), plan.plan()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Sends stored events again: shows what would be sent and asks, for the target's name where it is"
                            + " production. Follows to the end; Ctrl-C leaves it running.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:all were sent, or it runs (--no-wait), or there was nothing to send",
                "1:not confirmed, it stopped, some may be there twice, or the server refused",
                "2:wrong arguments",
                "3:the server cannot be reached, or the replay failed"
            })
    static final class Start extends ServerCommand {
        @Mixin
        What what = new What();

        @Option(names = "--plan", paramLabel = "ID", description = "what this plan says, without asking")
        @Nullable
        String plan;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit")
        @Nullable
        String reason;

        @Option(names = "--name", paramLabel = "NAME", description = "the target once more, where it is asked for")
        @Nullable
        String name;

        @Option(names = "--yes", description = "do not ask")
        boolean yes;

        @Option(names = "--no-wait", description = "print the id and leave")
        boolean noWait;

        Start(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws IOException, InterruptedException {
            if (plan != null) {
                if (!what.words.isEmpty() || what.target != null || what.from != null || what.to != null) {
                    throw new IllegalArgumentException("--plan says already what is sent where; leave the rest out.");
                }
                return send(client.replays(), plan, name);
            }
            if (json && !yes) {
                throw new IllegalArgumentException("--json cannot ask; add --yes.");
            }
            ReplayPlan made = client.replays().plan(what.request());
            if (!json) {
                out().println(told(made));
            }
            if (made.count() == 0) {
                out().println(json ? Json.text(made) : "There is nothing to send.");
                return ExitCode.OK;
            }
            if (!yes && !confirmed(made)) {
                err().println((made.confirmName() == null ? "Not confirmed" : "That is not the target's name")
                        + "; nothing was sent.");
                return ExitCode.REJECTED;
            }
            return send(client.replays(), made.plan(), yes ? given(made) : made.confirmName());
        }

        /// Who does not want to be asked has said the name, or says what is asked for by `--yes`, as with a purge.
        private @Nullable String given(ReplayPlan made) {
            return name == null ? made.confirmName() : name;
        }

        private int send(ReplayClient replays, String id, @Nullable String confirmed) throws InterruptedException {
            Replay now = replays.start(ReplayRequest.of(id, what.rate, reason, confirmed));
            if (noWait) {
                Replay begun = now;
                print(begun, begun::id);
                return ExitCode.OK;
            }
            if (!json) {
                err().println("Replay " + now.id() + " runs; Ctrl-C leaves it running.");
            }
            long told = -1;
            while (now.state().equals(Replay.RUNNING)) {
                Retry.Pauses.REAL.pause(EVERY);
                now = replays.get(id);
                if (!json && now.sent() != told && now.state().equals(Replay.RUNNING)) {
                    told = now.sent();
                    err().println(ReplaySending.told(now));
                    err().flush();
                }
            }
            Replay end = now;
            print(end, () -> ReplaySending.told(end));
            return switch (end.state()) {
                case Replay.DONE -> end.maybeTwice() + end.skipped() == 0 ? ExitCode.OK : ExitCode.REJECTED;
                case Replay.FAILED -> ExitCode.FAILED;
                default -> ExitCode.REJECTED;
            };
        }

        private boolean confirmed(ReplayPlan made) throws IOException {
            @Nullable String wanted = made.confirmName();
            err().print(wanted == null ? "Go on? Type yes: " : "Type \"" + printable(wanted) + "\" to go on: ");
            out().flush();
            err().flush();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = surroundings.in().read();
                    b >= 0 && b != '\n' && line.size() < 1_000;
                    b = surroundings.in().read()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.UTF_8).strip().equals(wanted == null ? "yes" : wanted);
        }
    }

    static String target(@Nullable String queue) {
        return queue == null ? "the pipeline" : queue;
    }

    private static String told(ReplayPlan plan) {
        StringBuilder text = new StringBuilder("This sends %s%d events to %s, %d a second: about %s."
                .formatted(
                        plan.exact() ? "" : "more than ",
                        plan.count(),
                        plan.queue() == null
                                ? "the pipeline, as new events"
                                : "queue " + EventSummary.printable(plan.queue()),
                        plan.rate(),
                        time(plan.seconds())));
        Instant first = plan.first();
        Instant last = plan.last();
        if (first != null && last != null) {
            text.append(" They were received between %s and %s."
                    .formatted(first.truncatedTo(ChronoUnit.SECONDS), last.truncatedTo(ChronoUnit.SECONDS)));
        }
        for (ReplayPlan.Sample sample : plan.samples()) {
            String subject = sample.subject() == null ? sample.id() : sample.subject();
            text.append("\n  ").append(EventSummary.printable(sample.type() + "  " + sample.source() + "  " + subject));
        }
        if (plan.waiting() != null && plan.consumers() != null) {
            text.append("\nIn that queue %d messages wait now, and it has %d consumers."
                    .formatted(plan.waiting(), plan.consumers()));
        }
        return text.toString();
    }

    static String told(Replay replay) {
        return "%s: %d of %s%d events sent to %s%s%s%s%s"
                .formatted(
                        replay.state(),
                        replay.sent(),
                        replay.exact() ? "" : "more than ",
                        replay.count(),
                        EventSummary.printable(target(replay.queue())),
                        replay.skipped() == 0 ? "" : ", " + replay.skipped() + " skipped: too long as new events",
                        replay.maybeTwice() == 0 ? "" : ", " + replay.maybeTwice() + " of them maybe twice",
                        replay.perSecond() == null || replay.secondsLeft() == null
                                ? ""
                                : ", %.0f a second, about %s left"
                                        .formatted(replay.perSecond(), time(replay.secondsLeft())),
                        replay.detail() == null ? "" : ". " + EventSummary.printable(replay.detail()));
    }

    private static String time(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? Math.ceilDiv(seconds, 60) + " min" : Math.ceilDiv(seconds, 3_600) + " h";
    }
}
