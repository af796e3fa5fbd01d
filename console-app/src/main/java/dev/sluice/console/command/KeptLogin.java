package dev.sluice.console.command;

import dev.sluice.console.command.CommandMain.Surroundings;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.NewSession;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The session of `./sluice login`, one file for each server in `$SLUICE_HOME/logins`, readable by its owner only.
final class KeptLogin {
    private static final FileAttribute<?> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final Path file;

    /// @param server its URL
    KeptLogin(Surroundings surroundings, URI server) {
        folder = home(surroundings).resolve("logins");
        file = folder.resolve(server.toString().replaceAll("[^A-Za-z0-9.-]+", "_"));
    }

    static Path home(Surroundings surroundings) {
        return Path.of(surroundings.variable(
                "SLUICE_HOME", surroundings.variable("HOME", System.getProperty("user.home")) + "/.sluice"));
    }

    void keep(NewSession session) throws IOException {
        Files.createDirectories(folder.getParent());
        if (Files.notExists(folder)) {
            Files.createDirectory(folder, FOLDER_MODE);
        }
        Path fresh = Files.createTempFile(folder, "login", ".new", FILE_MODE);
        Files.write(
                fresh,
                List.of(session.token(), session.user(), session.role().text(), String.valueOf(session.expiresAt())),
                StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Empty when nobody logged in, or the file is not one of ours.
    Optional<NewSession> read() throws IOException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.size() < 4
                    ? Optional.empty()
                    : Optional.of(new NewSession(
                            lines.get(0),
                            lines.get(1),
                            AccessRole.of(lines.get(2)).orElse(AccessRole.VIEWER),
                            Instant.parse(lines.get(3))));
        } catch (NoSuchFileException | DateTimeException e) {
            return Optional.empty();
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
