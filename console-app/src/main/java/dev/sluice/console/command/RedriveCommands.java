package dev.sluice.console.command;

import dev.sluice.console.client.DeadLetterClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveRequest;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Commands under `./sluice queues` that send dead letters again, as they were or edited.
final class RedriveCommands {
    private static final Duration EVERY = Duration.ofMillis(200);

    private RedriveCommands() {}

    /// Waits for the end, and tells it.
    private abstract static class Waiting extends ServerCommand {
        Waiting(Surroundings surroundings) {
            super(surroundings);
        }

        final int follow(DeadLetterClient letters, Redrive begun) throws InterruptedException {
            Redrive now = begun;
            long told = 0;
            while (now.state().equals(Redrive.RUNNING)) {
                Retry.Pauses.REAL.pause(EVERY);
                now = letters.redriveState(begun.queue(), begun.id());
                if (!json && now.redriven() > told && now.state().equals(Redrive.RUNNING)) {
                    told = now.redriven();
                    err().println("%d of %d sent, %d came back dead; a step of %d"
                            .formatted(now.redriven(), now.total(), now.returned(), now.step()));
                    err().flush();
                }
            }
            tell(now);
            return now.state().equals(Redrive.DONE) && now.returned() == 0 ? ExitCode.OK : ExitCode.REJECTED;
        }

        final void tell(Redrive redrive) {
            print(redrive, () -> "%s: %d of %d sent, %d came back dead%s"
                    .formatted(
                            redrive.state(),
                            redrive.redriven(),
                            redrive.total(),
                            redrive.returned(),
                            redrive.detail() == null ? "" : ". " + printable(redrive.detail())));
        }
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Sends dead letters to their queue again, in steps of 1, 2, 5, 10 …, and stops by itself when too"
                            + " many come back. Waits for the end.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:all were sent and none came back",
                "1:some came back dead, it stopped, or the server refused",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class Send extends Waiting {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Mixin
        LetterOptions which = new LetterOptions();

        @Option(names = "--rate", paramLabel = "N", description = "events a second at most")
        @Nullable
        Integer rate;

        @Option(
                names = "--threshold",
                paramLabel = "SHARE",
                description = "stops when more than this share came back, 0 to 1 (default: 0.2)")
        @Nullable
        Double threshold;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit")
        @Nullable
        String reason;

        @Option(names = "--no-wait", description = "print the id and leave")
        boolean noWait;

        @Option(names = "--stop", paramLabel = "ID", description = "stops this redrive; what it sent stays sent")
        @Nullable
        String stop;

        Send(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            DeadLetterClient letters = client.deadLetters();
            if (stop != null) {
                Redrive asked = letters.stopRedrive(name, stop);
                print(asked, () -> "Redrive " + asked.id() + " is asked to stop.");
                return ExitCode.OK;
            }
            Redrive begun = letters.redrive(name, RedriveRequest.of(which.selection(), rate, threshold, reason));
            if (begun.refused() != null && !json) {
                begun.refused().forEach(one -> err().println(
                                one.id() + " stays: " + printable(one.detail()) + " (" + one.code() + ")"));
            }
            if (noWait) {
                print(begun, begun::id);
                return ExitCode.OK;
            }
            return follow(letters, begun);
        }
    }

    @Command(
            name = "edit",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Sends one dead letter again with another text; the letter keeps what it was.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:stored",
                "1:it is no event, it came back dead, or the server refused",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class Edit extends Waiting {
        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Parameters(index = "1", paramLabel = "ID", description = "of the dead letter")
        String id = "";

        @Option(
                names = "--body",
                required = true,
                paramLabel = "FILE",
                description = "the event as JSON; - reads standard input")
        String file = "";

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit")
        @Nullable
        String reason;

        Edit(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws IOException, InterruptedException {
            String event = file.equals("-")
                    ? new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
            try {
                Json.tree(event.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalArgumentException("The event in " + file + " is not JSON.", e);
            }
            DeadLetterClient letters = client.deadLetters();
            return follow(letters, letters.edit(name, id, event.strip(), reason));
        }
    }
}
