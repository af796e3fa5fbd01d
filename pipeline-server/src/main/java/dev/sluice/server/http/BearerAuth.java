package dev.sluice.server.http;

import dev.sluice.server.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Knows the one admin token. Only its hash is kept, and hashes are compared in constant time.
final class BearerAuth {
    private static final String ADMIN = "admin";
    private static final String SCHEME = "bearer ";

    private final byte[] expected;

    BearerAuth(Secret adminToken) {
        this.expected = hash(adminToken.value());
    }

    /// @param authorization value of the header
    /// @return name of the principal, empty when the token is missing or wrong
    Optional<String> principal(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] given = hash(authorization.substring(SCHEME.length()).strip());
        return MessageDigest.isEqual(expected, given) ? Optional.of(ADMIN) : Optional.empty();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
