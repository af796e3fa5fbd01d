package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.json.Json;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.model.rejection.RejectionRate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice rejections`: what was refused at the door.
@Command(
        name = "rejections",
        mixinStandardHelpOptions = true,
        description = "Lists what was refused at the door; its commands show one and send it again.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused, or the event was rejected again",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class RejectionsCommand extends ServerCommand {
    private static final int MAX = 1_000;
    private static final String ROW = "%-8s %-20s %-20s %-20s %-14s %s";

    @Option(names = "--limit", paramLabel = "N", description = "at most so many, 1 to 1000 (default: ${DEFAULT-VALUE})")
    int limit = 50;

    private RejectionsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new RejectionsCommand(surroundings))
                .addSubcommand(new CommandLine(new RejectionsCommand(surroundings)).setCommandName("list"))
                .addSubcommand(new Show(surroundings))
                .addSubcommand(new Resubmit(surroundings));
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        if (limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("--limit is " + limit + "; 1 to " + MAX + " are allowed.");
        }
        RejectionPage page = client.rejections(limit, null);
        if (json) {
            out().println(Json.text(page));
        } else {
            print(out(), page);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, RejectionPage page) {
        for (RejectionRate rate : page.rates()) {
            out.println(String.format(
                            Locale.ROOT,
                            "%-20s %,10d in the last hour, %.1f a minute  %s",
                            rate.code(),
                            rate.lastHour(),
                            rate.perMinute(),
                            printable(rate.source()))
                    .stripTrailing());
        }
        out.println(
                (page.rates().isEmpty() ? "" : "\n") + ROW.formatted("ID", "TIME", "CODE", "SOURCE", "KEY", "DETAIL"));
        for (KeptRejection one : page.items()) {
            String sent = one.resubmittedAt() == null ? "" : "sent again by " + one.resubmittedBy() + "; ";
            out.println(ROW.formatted(
                    one.id(),
                    one.at().truncatedTo(ChronoUnit.SECONDS),
                    one.code(),
                    printable(one.source()),
                    printable(one.key()),
                    printable(sent + one.detail())));
        }
    }

    private static String origin(KeptRejection one) {
        String text = one.overAmqp()
                ? "over AMQP, user %s, message %s".formatted(one.key(), one.requestId())
                : "key %s, address %s, request %s".formatted(one.key(), one.address(), one.requestId());
        return printable(text);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one refusal. Standard output has the event as it came; the reason goes to standard"
                    + " error.")
    private static final class Show extends ServerCommand {
        @Parameters(paramLabel = "ID")
        String id = "";

        Show(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            RejectionDetail detail = client.rejection(id);
            if (json) {
                out().println(Json.text(detail));
                return ExitCode.OK;
            }
            KeptRejection one = detail.rejection();
            err().println("%s %s %s: %s"
                    .formatted(one.at(), one.code(), printable(one.pointer()), printable(one.detail())));
            err().println("%s, %d bytes%s".formatted(origin(one), one.bytes(), one.cut() ? ", not kept whole" : ""));
            String text = detail.body() != null ? detail.body() : detail.base64();
            if (text != null) {
                out().println(body(text));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "resubmit",
            mixinStandardHelpOptions = true,
            description = "Sends a refused event again: the one of --file, or as it was.")
    private static final class Resubmit extends ServerCommand {
        @Parameters(paramLabel = "ID")
        String id = "";

        @Option(names = "--file", paramLabel = "FILE", description = "the corrected event, - for standard input")
        @Nullable
        String file;

        Resubmit(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException, IOException {
            String corrected = file == null
                    ? null
                    : file.equals("-")
                            ? new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8)
                            : Files.readString(Path.of(file));
            if (corrected != null && corrected.isBlank()) {
                throw new IllegalArgumentException("The corrected event is empty.");
            }
            Receipt receipt = client.resubmit(id, corrected);
            if (json) {
                out().println(Json.text(receipt));
            } else {
                out().println(receipt.accepted() > 0 ? "Accepted." : "Rejected again:");
                receipt.rejected().forEach(r -> out().println(
                                "%s %s: %s".formatted(r.code(), printable(r.pointer()), printable(r.detail()))));
            }
            return receipt.accepted() > 0 ? ExitCode.OK : ExitCode.REJECTED;
        }
    }
}
