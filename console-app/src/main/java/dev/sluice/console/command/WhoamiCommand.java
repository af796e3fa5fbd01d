package dev.sluice.console.command;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./sluice whoami`: who the server takes this terminal for.
@Command(
        name = "whoami",
        mixinStandardHelpOptions = true,
        description = "Says as whom the commands act, with which role and until when.")
final class WhoamiCommand extends ServerCommand {
    @Option(names = "--permissions", description = "every act with whether it is allowed, and why not")
    boolean permissions;

    WhoamiCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(SluiceClient client) throws InterruptedException {
        SessionState state = client.people().session();
        print(state, () -> text(state));
        return ExitCode.OK;
    }

    private String text(SessionState state) {
        StringBuilder text = new StringBuilder("%s, role %s (%s)%s"
                .formatted(
                        printable(state.name()),
                        state.role().text(),
                        state.kind(),
                        state.expiresAt() == null ? "" : ", until " + state.expiresAt()));
        if (permissions) {
            for (Permission permission : state.permissions()) {
                text.append("\n%-4s %-48s %s"
                        .formatted(
                                permission.allowed() ? "yes" : "no",
                                permission.route(),
                                permission.allowed() ? permission.summary() : permission.reason()));
            }
        }
        return text.toString();
    }
}
