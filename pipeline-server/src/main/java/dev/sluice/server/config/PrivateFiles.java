package dev.sluice.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Files that hold a secret: only their owner, and at most a group, may read them.
public final class PrivateFiles {
    /// The code of a refusal, in docs/errors.md.
    public static final String EXPOSED = "secret-exposed";

    private static final long MOST_BYTES = 64 << 10;

    private PrivateFiles() {}

    /// Why a file with a secret cannot be used, as what it needs to be; empty when it can. Links are followed.
    public static Optional<String> fault(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.of("a file that the server may read");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.of("a file of at most " + MOST_BYTES + " bytes");
            }
            return exposure(file);
        } catch (IOException e) {
            return Optional.of("a file that the server may read");
        }
    }

    /// The same for a file that need not hold a secret.
    ///
    /// @return empty when no other user of this machine may read or change it
    static Optional<String> exposure(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return Optional.empty();
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        return mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.OTHERS_WRITE)
                ? Optional.of("a file that only its owner may read, and " + file + " is open to every user of this"
                        + " machine (" + PosixFilePermissions.toString(mode) + "); run: chmod 600 " + file + " ("
                        + EXPOSED + ")")
                : Optional.empty();
    }
}
