package dev.sluice.server.app;

import dev.sluice.server.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The token of the first administrator: configured, or made once and kept in the home, readable by its owner only.
final class AdminToken {
    private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);
    private static final int BYTES = 24;

    private AdminToken() {}

    /// @throws IOException when the file can be neither read nor made
    static Secret of(Optional<Secret> configured, Path home) throws IOException {
        if (configured.isPresent()) {
            return configured.get();
        }
        Path file = home.resolve("admin-token");
        try {
            String kept = Files.readString(file).strip();
            if (!kept.isEmpty()) {
                return new Secret(kept);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is not there yet", file);
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String made = "sluice_" + HexFormat.of().formatHex(random);
        Files.createDirectories(home);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, made + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        LOG.info("Made an admin token, kept in {}", file);
        return new Secret(made);
    }
}
