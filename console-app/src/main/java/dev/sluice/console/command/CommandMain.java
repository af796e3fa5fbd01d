package dev.sluice.console.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line's entry: `./sluice send`, `search`, …
@Command(
        name = "sluice",
        description = "The pipeline from a terminal.",
        mixinStandardHelpOptions = true,
        version = "Sluice 0.1.0")
public final class CommandMain {
    private CommandMain() {}

    public static void main(String[] args) {
        // UTF-8 whatever the locale says: events are UTF-8, and an estimate is marked with a sign outside ASCII
        FileOutputStream raw = new FileOutputStream(FileDescriptor.out);
        PrintWriter out = new PrintWriter(raw, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(new Surroundings(System.getenv(), System.in, raw, out, err, Surroundings.isTerminal()), args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /// Runs one command line and answers its exit code.
    static int run(Surroundings surroundings, String... args) {
        CommandLine line = new CommandLine(new CommandMain())
                .addSubcommand(new SendCommand(surroundings))
                .addSubcommand(new SearchCommand(surroundings))
                .addSubcommand(SearchesCommand.line(surroundings))
                .addSubcommand(new TailCommand(surroundings))
                .addSubcommand(QueuesCommand.line(surroundings))
                .addSubcommand(AlarmsCommand.line(surroundings))
                .addSubcommand(ReplayCommand.line(surroundings))
                .addSubcommand(new LedgerCommand(surroundings))
                .addSubcommand(KeysCommand.line(surroundings))
                .addSubcommand(new LoginCommand(surroundings))
                .addSubcommand(new LogoutCommand(surroundings))
                .addSubcommand(new WhoamiCommand(surroundings))
                .addSubcommand(new PasswordCommand(surroundings))
                .addSubcommand(UsersCommand.line(surroundings))
                .addSubcommand(RejectionsCommand.line(surroundings))
                .addSubcommand(ConflictsCommand.line(surroundings))
                .addSubcommand(new EraseCommand(surroundings))
                .addSubcommand(new AuditCommand(surroundings))
                .addSubcommand(new FleetCommand(surroundings))
                .addSubcommand(new TelemetryCommand(surroundings))
                .addSubcommand(BrokerCommand.line(surroundings))
                .addSubcommand(new TrustCommand(surroundings))
                .addSubcommand(new ReadyCommand(surroundings))
                .addSubcommand(new SampleCommand(surroundings))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(Failures::exitCode)
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.tell(failure, surroundings.err()))
                .setParameterExceptionHandler((failure, arguments) -> {
                    surroundings.err().println(sentence(failure));
                    surroundings
                            .err()
                            .println("See: "
                                    + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
                    return ExitCode.USAGE;
                });
        line.setExecutionStrategy(parsed -> {
            if (parsed.subcommand() == null && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
                line.usage(surroundings.err());
                return ExitCode.USAGE;
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        int code = line.execute(args);
        surroundings.out().flush();
        return code;
    }

    /// A word that is no command is the likeliest mistake; the rest picocli explains well.
    private static String sentence(ParameterException failure) {
        boolean noCommand = failure instanceof UnmatchedArgumentException
                && failure.getCommandLine().getParent() == null;
        return noCommand
                ? "There is no command \"%s\"."
                        .formatted(((UnmatchedArgumentException) failure)
                                .getUnmatched()
                                .getFirst())
                : Failures.sentence(failure);
    }

    /// What the process was given, so that tests can give something else.
    ///
    /// @param environment variables
    /// @param raw standard output for bytes; not to be mixed with `out`
    /// @param errorIsTerminal true: progress may be drawn on one line of standard error
    record Surroundings(
            Map<String, String> environment,
            InputStream in,
            OutputStream raw,
            PrintWriter out,
            PrintWriter err,
            boolean errorIsTerminal) {

        String variable(String name, String otherwise) {
            String value = environment.get(name);
            return value == null || value.isBlank() ? otherwise : value.strip();
        }

        private static boolean isTerminal() {
            try {
                String target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException | UnsupportedOperationException e) {
                return System.console() != null && System.console().isTerminal();
            }
        }
    }
}
