package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonList;
import dev.sluice.model.access.PersonRequest;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./sluice users`: who may log in, and with which role.
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        description = "Lists the users; its commands add, change and remove one. Takes the role admin.",
        exitCodeListHeading = ExitCode.HELP_HEADING,
        exitCodeList = {
            "0:done",
            "1:the server refused",
            "2:wrong arguments",
            "3:the server cannot be reached or failed"
        })
final class UsersCommand extends ServerCommand {
    private static final String ROW = "%-24s %-10s %-10s %-9s %s";

    private UsersCommand(Surroundings surroundings) {
        super(surroundings);
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new UsersCommand(surroundings))
                .addSubcommand(new CommandLine(new UsersCommand(surroundings)).setCommandName("list"))
                .addSubcommand(new Add(surroundings))
                .addSubcommand(new SetRole(surroundings))
                .addSubcommand(new Disable(surroundings))
                .addSubcommand(new Enable(surroundings))
                .addSubcommand(new SetPassword(surroundings))
                .addSubcommand(new Logout(surroundings))
                .addSubcommand(new Remove(surroundings));
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        List<Person> users = client.people().users();
        if (json) {
            out().println(Json.text(new PersonList(users)));
        } else {
            out().println(ROW.formatted("NAME", "ROLE", "STATE", "SESSIONS", "LAST LOG-IN"));
            users.forEach(user -> out().println(ROW.formatted(
                            printable(user.name()),
                            user.role().text(),
                            user.disabled() ? "disabled" : "active",
                            user.sessions(),
                            user.lastLoginAt() == null ? "never" : user.lastLoginAt())
                    .stripTrailing()));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a user. The password is asked for, or is the first line of standard input.")
    private static final class Add extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "the user")
        String name = "";

        @Option(names = "--role", required = true, paramLabel = "ROLE", description = "viewer, operator or admin")
        String role = "";

        Add(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws IOException, InterruptedException {
            String password = new PasswordInput(surroundings).askTwice("Password of " + name);
            Person user = client.people().add(new PersonRequest(name, role, password, null));
            print(user, () -> "Added %s with the role %s."
                    .formatted(printable(user.name()), user.role().text()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "role",
            mixinStandardHelpOptions = true,
            description = "Gives a user another role; open sessions have it at once.")
    private static final class SetRole extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "the user")
        String name = "";

        @Parameters(paramLabel = "ROLE", description = "viewer, operator or admin")
        String role = "";

        SetRole(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            Person user = client.people().change(name, new PersonRequest(null, role, null, null));
            print(user, () -> "%s has the role %s."
                    .formatted(printable(user.name()), user.role().text()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Ends every session of a user and lets nobody log in as them.")
    private static final class Disable extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "the user")
        String name = "";

        Disable(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            Person user = client.people().change(name, new PersonRequest(null, null, null, true));
            print(user, () -> printable(user.name()) + " is disabled.");
            return ExitCode.OK;
        }
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a disabled user log in again.")
    private static final class Enable extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "the user")
        String name = "";

        Enable(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            Person user = client.people().change(name, new PersonRequest(null, null, null, false));
            print(user, () -> printable(user.name()) + " may log in.");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description =
                    "Gives a user another password and ends every session. It is asked for, or is the first line of standard input.")
    private static final class SetPassword extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "the user")
        String name = "";

        SetPassword(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws IOException, InterruptedException {
            String password = new PasswordInput(surroundings).askTwice("New password of " + name);
            Person user = client.people().change(name, new PersonRequest(null, null, password, null));
            print(user, () -> printable(user.name()) + " has another password.");
            return ExitCode.OK;
        }
    }

    @Command(name = "logout", mixinStandardHelpOptions = true, description = "Logs a user out everywhere.")
    private static final class Logout extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "the user")
        String name = "";

        Logout(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            client.people().endSessions(name);
            print(Map.of("name", name), () -> printable(name) + " is logged out everywhere.");
            return ExitCode.OK;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a user and ends every session.")
    private static final class Remove extends ServerCommand {
        @Parameters(paramLabel = "NAME", description = "the user")
        String name = "";

        Remove(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(SluiceClient client) throws InterruptedException {
            Person user = client.people().remove(name);
            print(user, () -> "Removed " + printable(user.name()) + ".");
            return ExitCode.OK;
        }
    }
}
