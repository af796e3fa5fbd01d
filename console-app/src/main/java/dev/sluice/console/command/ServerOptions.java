package dev.sluice.console.command;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server a command talks to. The token is never an argument: other users see those.
final class ServerOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server. Default: $SLUICE_URL, else http://127.0.0.1:8480 with the port of"
                    + " $SLUICE_HTTP_PORT. The token is $SLUICE_TOKEN, else the file admin-token in $SLUICE_HOME"
                    + " (default ~/.sluice).")
    @Nullable
    String url;

    SluiceClient client(Surroundings surroundings) {
        return new SluiceClient(address(surroundings));
    }

    ServerAddress address(Surroundings surroundings) {
        String local = "http://127.0.0.1:" + surroundings.variable("SLUICE_HTTP_PORT", "8480");
        String where = url != null ? url : surroundings.variable("SLUICE_URL", local);
        return ServerAddress.of(where, token(surroundings));
    }

    /// Empty when there is none: the server then says what is missing.
    private static String token(Surroundings surroundings) {
        String given = surroundings.variable("SLUICE_TOKEN", surroundings.variable("SLUICE_ADMIN_TOKEN", ""));
        if (!given.isEmpty()) {
            return given;
        }
        String home = surroundings.variable(
                "SLUICE_HOME", surroundings.variable("HOME", System.getProperty("user.home")) + "/.sluice");
        Path file = Path.of(home, "admin-token");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new IllegalArgumentException("The token in " + file + " cannot be read; set SLUICE_TOKEN instead.");
        }
    }
}
