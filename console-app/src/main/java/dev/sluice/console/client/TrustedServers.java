package dev.sluice.console.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// The servers that people vouched for by their certificate's fingerprint: `$SLUICE_HOME/trusted-servers`, one a line,
/// shared by the console and the command line. Read anew each time, so that both see what the other did. Thread-safe.
public final class TrustedServers {
    private static final FileAttribute<?> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    /// One server that somebody vouched for.
    ///
    /// @param server host and port
    public record Trusted(String server, String fingerprint, Instant since) {}

    TrustedServers(Path home) {
        file = home.resolve("trusted-servers");
    }

    /// `host:port`, as a server is written here.
    public static String nameOf(URI server) {
        int port = server.getPort() >= 0 ? server.getPort() : 443;
        return server.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /// @throws IllegalArgumentException when the file cannot be read: going on as if it were empty would ask people to
    ///     vouch again for what may have changed
    public synchronized List<Trusted> all() {
        List<Trusted> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    found.add(read(line));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable();
        }
        return found;
    }

    private Trusted read(String line) {
        String[] words = line.strip().split("\\s+");
        try {
            Optional<String> fingerprint =
                    words.length == 3 ? ShownCertificate.readFingerprint(words[1]) : Optional.empty();
            if (fingerprint.isPresent()) {
                return new Trusted(words[0], fingerprint.get(), Instant.parse(words[2]));
            }
        } catch (DateTimeParseException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "The file " + file + " with the servers you trust cannot be read; mend it, or remove it and compare the"
                        + " fingerprints anew.");
    }

    public Optional<Trusted> of(URI server) {
        String name = nameOf(server);
        return all().stream().filter(each -> each.server().equals(name)).findFirst();
    }

    /// From now on this certificate is the server's, and no other.
    ///
    /// @throws IOException when that cannot be kept
    public synchronized void trust(URI server, String fingerprint) throws IOException {
        String name = nameOf(server);
        List<Trusted> next = without(each -> each.server().equals(name));
        next.add(new Trusted(name, fingerprint, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        write(next);
    }

    /// @return false when it was not known
    /// @throws IOException when that cannot be kept
    public synchronized boolean forget(URI server) throws IOException {
        String name = nameOf(server);
        List<Trusted> next = without(each -> each.server().equals(name));
        boolean known = next.size() < all().size();
        if (known) {
            write(next);
        }
        return known;
    }

    private List<Trusted> without(Predicate<Trusted> gone) {
        List<Trusted> rest = new ArrayList<>(all());
        rest.removeIf(gone);
        return rest;
    }

    private void write(List<Trusted> servers) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "trusted-servers", ".new", FILE_MODE);
        Files.write(
                fresh,
                servers.stream()
                        .map(each -> each.server() + " " + each.fingerprint() + " " + each.since())
                        .toList());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
