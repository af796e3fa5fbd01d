package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyList;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.access.KeyRequest;
import dev.sluice.model.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice keys`: the keys that producers send with.
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Lists the keys of producers and tokens of scripts; its commands make and revoke one.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class KeysCommand extends ServerCommand {
    private static final String ROW = "%-18s %-20s %-9s %-10s %-16s %-24s %-16s %s";

    private KeysCommand(Surroundings surroundings) {
        super(surroundings);
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new KeysCommand(surroundings))
                .addSubcommand(new CommandLine(new KeysCommand(surroundings), CommandLine.defaultFactory())
                        .setCommandName("list"))
                .addSubcommand(new Create(surroundings))
                .addSubcommand(new Revoke(surroundings));
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        List<IngestKey> keys = client.keys();
        if (json) {
            out().println(Json.text(new KeyList(keys)));
        } else {
            out().println(ROW.formatted("ID", "NAME", "ROLE", "STATE", "RATE", "SOURCES", "QUEUES", "LAST USED"));
            keys.forEach(key -> out().println(row(key)));
        }
        return ExitCode.OK;
    }

    private static String row(IngestKey key) {
        KeyRate rate = key.rate();
        return ROW.formatted(
                        key.id(),
                        printable(key.name()),
                        printable(key.role()),
                        key.state(Instant.now()).text(),
                        rate == null ? "–" : rate.perSecond() + "/s +" + rate.burst(),
                        printable(String.join(" ", key.sources())),
                        printable(String.join(" ", key.queues())),
                        key.lastUsedAt() == null ? "never" : key.lastUsedAt())
                .stripTrailing();
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a key. Standard output has its token alone, shown this once.")
    private static final class Create extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "what people call it")
        String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "viewer, operator or admin: a token for a script, with no sources; default: ingest")
        @Nullable
        String role;

        @Option(
                names = "--source",
                paramLabel = "PATTERN",
                description = "an event source it may send, such as '/shop/*'; may be repeated, '*' is any")
        @Nullable
        List<String> sources;

        @Option(
                names = "--queue",
                paramLabel = "QUEUE",
                description = "a queue its events may go to; may be repeated, default: every queue")
        @Nullable
        List<String> queues;

        @Option(names = "--rate", paramLabel = "N", description = "events a second; default: no limit")
        @Nullable
        Integer rate;

        @Option(
                names = "--burst",
                paramLabel = "N",
                description = "events that may come at once after a pause; default: those of a second")
        @Nullable
        Integer burst;

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description =
                        "when it ends: 2026-12-31T00:00:00Z, or 30d from now; default: never, of a script's token 90d")
        @Nullable
        String expires;

        Create(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            if (burst != null && rate == null) {
                throw new IllegalArgumentException("--burst needs --rate.");
            }
            if (sources == null && (role == null || role.equals(IngestKey.INGEST))) {
                throw new IllegalArgumentException("--source is missing: what may the key send?");
            }
            KeyRate limit = rate == null ? null : new KeyRate(rate, burst == null ? rate : burst);
            Instant end = expires == null ? null : Moments.parse(expires, true);
            IssuedKey made = client.issueKey(new KeyRequest(name, role, sources, queues, limit, end));
            if (json) {
                out().println(Json.text(made));
            } else {
                out().println(made.token());
                err().println("Made key " + made.key().id()
                        + ". This is the only time its token is shown; give it to the producer as"
                        + " Authorization: Bearer, or as SLUICE_TOKEN.");
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a key; every instance refuses it within two seconds.")
    private static final class Revoke extends ServerCommand {
        @Parameters(paramLabel = "ID")
        String id = "";

        Revoke(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            IngestKey key = client.revokeKey(id);
            print(key, () -> "Revoked key %s (%s).".formatted(printable(key.name()), key.id()));
            return ExitCode.OK;
        }
    }
}
