package dev.sluice.console.command;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.ServerTrust;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.access.NewSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server a command talks to. The token is never an argument: other users see those.
final class ServerOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server. Default: $SLUICE_URL, else http://127.0.0.1:8480 with the port of"
                    + " $SLUICE_HTTP_PORT. The token is $SLUICE_TOKEN, else that of ./sluice login, else the file"
                    + " admin-token in $SLUICE_HOME (default ~/.sluice).")
    @Nullable
    String url;

    SluiceClient client(Surroundings surroundings) {
        return new SluiceClient(address(surroundings));
    }

    ServerAddress address(Surroundings surroundings) {
        ServerAddress address = withoutToken(surroundings);
        return address.withToken(token(surroundings, address));
    }

    ServerAddress withoutToken(Surroundings surroundings) {
        String local = "http://127.0.0.1:" + surroundings.variable("SLUICE_HTTP_PORT", "8480");
        return ServerAddress.of(url != null ? url : surroundings.variable("SLUICE_URL", local), "")
                .known(ServerTrust.of(KeptLogin.home(surroundings), surroundings.environment()));
    }

    /// true: a token of the environment goes before every other
    boolean tokenIsGiven(Surroundings surroundings) {
        return !given(surroundings).isEmpty();
    }

    private static String given(Surroundings surroundings) {
        return surroundings.variable("SLUICE_TOKEN", surroundings.variable("SLUICE_ADMIN_TOKEN", ""));
    }

    /// Empty when there is none: the server then says what is missing.
    private static String token(Surroundings surroundings, ServerAddress address) {
        if (!given(surroundings).isEmpty()) {
            return given(surroundings);
        }
        Path file = KeptLogin.home(surroundings).resolve("admin-token");
        try {
            Optional<NewSession> login = new KeptLogin(surroundings, address.url()).read();
            return login.isPresent()
                    ? login.get().token()
                    : Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The token in " + KeptLogin.home(surroundings) + " cannot be read; set SLUICE_TOKEN instead.");
        }
    }
}
