package dev.sluice.console.command;

import dev.sluice.console.client.DeadLetterClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.deadletter.DeadLetterGroup;
import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.DeadLetterPage;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardRequest;
import dev.sluice.model.deadletter.GroupMark;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Commands under `./sluice queues` that look at dead letters, say something of them, and discard them.
final class DeadLetterActs {
    private static final int MAX = 1_000;

    private DeadLetterActs() {}

    @Command(
            name = "dead-letters",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists dead letters of a queue, newest first, or their kinds.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:done",
                "1:the server refused",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class ShowAll extends ServerCommand {
        private static final String LETTER = "%-10s %-20s %-12s %-9s %7s  %s";
        private static final String GROUP = "%-16s %-14s %-8s %10s %8s %5s %-20s %-20s %-12s %s";

        @Parameters(paramLabel = "NAME")
        String name = "";

        @Option(names = "--groups", description = "the kinds, those of which one died last first")
        boolean groups;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "new, redriven, discarded, erased or all (default: those nobody has treated)")
        @Nullable
        String state;

        @Option(names = "--fingerprint", paramLabel = "KIND", description = "of one kind")
        @Nullable
        String fingerprint;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "at most so many, 1 to 1000 (default: ${DEFAULT-VALUE})")
        int limit = 50;

        ShowAll(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            if (limit < 1 || limit > MAX) {
                throw new IllegalArgumentException("--limit is " + limit + "; 1 to " + MAX + " are allowed.");
            }
            if (groups) {
                DeadLetterGroups found = client.deadLetters().groups(name);
                print(found, () -> Stream.concat(
                                Stream.of(GROUP.formatted(
                                        "KIND",
                                        "CODE",
                                        "STATE",
                                        "WAITING",
                                        "RETURNED",
                                        "DIED",
                                        "FIRST",
                                        "LAST",
                                        "OWNER",
                                        "WHY")),
                                found.items().stream().map(ShowAll::row))
                        .collect(Collectors.joining("\n")));
            } else {
                DeadLetterPage page = client.deadLetters().page(name, state, fingerprint, limit, null);
                print(page, () -> Stream.concat(
                                Stream.of(LETTER.formatted("ID", "DIED", "CODE", "STATE", "ATTEMPT", "WHY")),
                                page.items().stream().map(ShowAll::row))
                        .collect(Collectors.joining("\n")));
            }
            return ExitCode.OK;
        }

        private static String row(DeadLetterPage.Item letter) {
            return LETTER.formatted(
                            letter.id(),
                            letter.at().truncatedTo(ChronoUnit.SECONDS),
                            printable(letter.code()),
                            letter.state(),
                            letter.attempt(),
                            firstLine(letter.detail()))
                    .stripTrailing();
        }

        private static String row(DeadLetterGroup group) {
            return GROUP.formatted(
                            printable(group.fingerprint()),
                            printable(group.code()),
                            group.reopened() ? "reopened" : group.state(),
                            String.format(Locale.ROOT, "%,d", group.waiting()),
                            String.format(Locale.ROOT, "%,d", group.returned()),
                            group.attempts() + "×",
                            group.firstSeen().truncatedTo(ChronoUnit.SECONDS),
                            group.lastSeen().truncatedTo(ChronoUnit.SECONDS),
                            group.owner() == null ? "–" : printable(group.owner()),
                            firstLine(group.detail()))
                    .stripTrailing();
        }

        private static String firstLine(String text) {
            return printable(text.lines().findFirst().orElse(""));
        }
    }

    @Command(
            name = "mark",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Says of a kind of dead letters that it is new, known, fixed or ignored. A fixed kind opens again"
                            + " by itself when another one dies.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:done",
                "1:the server refused, or there is no such kind",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class Mark extends ServerCommand {
        @Parameters(index = "0", paramLabel = "NAME")
        String name = "";

        @Parameters(index = "1", paramLabel = "KIND", description = "as dead-letters NAME --groups shows it")
        String fingerprint = "";

        @Option(names = "--state", required = true, paramLabel = "STATE", description = "new, known, fixed or ignored")
        String state = "";

        @Option(names = "--note", paramLabel = "TEXT", description = "for the others")
        @Nullable
        String note;

        @Option(names = "--owner", paramLabel = "NAME", description = "who takes care of it")
        @Nullable
        String owner;

        Mark(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            GroupMark mark = client.deadLetters().mark(name, fingerprint, new GroupMark(state, note, owner));
            print(mark, () -> printable(fingerprint) + " is " + mark.state() + ".");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Takes dead letters out: they count as purged. It can be undone for 7 days; then their bytes go.",
            exitCodeListHeading = ExitCode.HELP_HEADING,
            exitCodeList = {
                "0:done",
                "1:the server refused, or it can be undone no more",
                "2:wrong arguments",
                "3:the server cannot be reached or failed"
            })
    static final class DiscardSome extends ServerCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Mixin
        LetterOptions which = new LetterOptions();

        @Option(names = "--undo", paramLabel = "ID", description = "brings the letters of this discard back")
        @Nullable
        String undo;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the audit")
        @Nullable
        String reason;

        DiscardSome(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            DeadLetterClient letters = client.deadLetters();
            if (undo != null) {
                Discard undone = letters.undoDiscard(name, undo);
                print(undone, () -> undone.restored() + " dead letters wait again.");
                return ExitCode.OK;
            }
            Discard discard = letters.discard(name, DiscardRequest.of(which.selection(), reason));
            print(
                    discard,
                    () -> discard.discarded() + " dead letters discarded. Until "
                            + discard.undoUntil().truncatedTo(ChronoUnit.SECONDS)
                            + " this brings them back: sluice queues discard " + printable(name) + " --undo "
                            + discard.id());
            return ExitCode.OK;
        }
    }
}
