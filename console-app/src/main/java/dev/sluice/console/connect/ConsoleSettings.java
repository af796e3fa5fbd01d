package dev.sluice.console.connect;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.ServerTrust;
import dev.sluice.console.theme.Appearance;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the console remembers, in `$SLUICE_HOME/console.properties`: the last server and the appearance, never a token.
/// A file that cannot be read or written costs the memory, not the start.
public final class ConsoleSettings {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSettings.class);
    private static final String URL = "url";
    private static final String APPEARANCE = "appearance";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Path home;
    private final Map<String, String> environment;
    private final Properties properties = new Properties();
    private final ServerTrust trust;

    private ConsoleSettings(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
        this.trust = ServerTrust.of(home, environment);
    }

    /// @param environment as `System.getenv()`
    public static ConsoleSettings load(Map<String, String> environment) {
        String configured = environment.getOrDefault("SLUICE_HOME", "");
        Path home = configured.isBlank() ? Path.of(System.getProperty("user.home"), ".sluice") : Path.of(configured);
        ConsoleSettings settings = new ConsoleSettings(home, environment);
        Path file = settings.file();
        if (Files.isReadable(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("The console's settings in {} cannot be read, starting with the defaults", file, e);
            }
        }
        return settings;
    }

    /// The last server that let the console in, else the configured one, else the default one of this machine.
    public String url() {
        String port = environment.getOrDefault("SLUICE_HTTP_PORT", "8480");
        return properties.getProperty(URL, environment.getOrDefault("SLUICE_URL", "http://127.0.0.1:" + port));
    }

    /// By what servers are known here.
    public ServerTrust trust() {
        return trust;
    }

    public Appearance appearance() {
        return properties.getProperty(APPEARANCE, "dark").equals("light") ? Appearance.LIGHT : Appearance.DARK;
    }

    public void rememberUrl(String url) {
        remember(URL, url);
    }

    public void rememberAppearance(Appearance appearance) {
        remember(APPEARANCE, appearance.name().toLowerCase(Locale.ROOT));
    }

    /// The token that is known for a server without asking: `SLUICE_TOKEN`, or for a server on this machine the one in
    /// `$SLUICE_HOME/admin-token`. Null when there is none.
    public @Nullable String knownToken(String url) {
        String token = environment.getOrDefault("SLUICE_TOKEN", "").strip();
        if (!token.isEmpty()) {
            return token;
        }
        Path file = home.resolve("admin-token");
        try {
            boolean local = LOOPBACK.contains(ServerAddress.of(url, "").url().getHost());
            return local && Files.isReadable(file) ? Files.readString(file).strip() : null;
        } catch (IllegalArgumentException | IOException e) {
            LOG.debug("No token known for {}", url, e);
            return null;
        }
    }

    private void remember(String key, String value) {
        properties.setProperty(key, value);
        try {
            Files.createDirectories(home);
            try (Writer writer = Files.newBufferedWriter(file())) {
                properties.store(writer, "What the Sluice console remembers");
            }
        } catch (IOException e) {
            LOG.warn("The console's settings cannot be written to {}", file(), e);
        }
    }

    private Path file() {
        return home.resolve("console.properties");
    }
}
