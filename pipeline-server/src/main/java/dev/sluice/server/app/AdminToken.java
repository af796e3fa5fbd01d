package dev.sluice.server.app;

import dev.sluice.server.config.PrivateFiles;
import dev.sluice.server.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/// The token of the first administrator: configured, or kept in the home, or made once when nobody can administer the
/// server; readable by its owner only. Thread-safe.
final class AdminToken {
    private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);
    private static final int BYTES = 24;

    private final Path file;
    private volatile Optional<Secret> token;

    private AdminToken(Path file, Optional<Secret> token) {
        this.file = file;
        this.token = token;
    }

    /// @throws IOException when the home cannot be used, or the file in it cannot be read
    static AdminToken of(Optional<Secret> configured, Path home) throws IOException {
        Path file = home.resolve("admin-token");
        Files.createDirectories(home);
        return new AdminToken(file, configured.isPresent() ? configured : kept(file));
    }

    /// One that was configured, without a home.
    static AdminToken given(Secret token) {
        return new AdminToken(Path.of(""), Optional.of(token));
    }

    private static Optional<Secret> kept(Path file) throws IOException {
        try {
            Optional<String> fault = Files.exists(file) ? PrivateFiles.fault(file) : Optional.empty();
            if (fault.isPresent()) {
                throw new IOException("The admin token in " + file + " needs " + fault.get() + ".");
            }
            return Optional.of(Files.readString(file).strip())
                    .filter(text -> !text.isEmpty())
                    .map(Secret::new);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is not there", file);
            return Optional.empty();
        }
    }

    /// empty while none is needed, or it is not known yet whether one is
    Optional<Secret> token() {
        return token;
    }

    /// Makes one, keeps it and says where.
    ///
    /// @throws UncheckedIOException when the home cannot be written to
    synchronized Secret make() {
        if (token.isPresent()) {
            return token.get();
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String made = "sluice_" + HexFormat.of().formatHex(random);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, made + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Secret secret = new Secret(made);
        token = Optional.of(secret);
        LOG.info("Made an admin token, kept in {}", file);
        return secret;
    }
}
