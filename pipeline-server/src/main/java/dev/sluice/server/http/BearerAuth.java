package dev.sluice.server.http;

import dev.sluice.server.access.Keyring;
import dev.sluice.server.access.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the token out of the header; the keyring says whose it is.
final class BearerAuth {
    private static final String SCHEME = "bearer ";

    private final Keyring keyring;

    BearerAuth(Keyring keyring) {
        this.keyring = keyring;
    }

    /// @param authorization value of the header
    /// @return empty when the token is missing or nobody's
    Optional<Principal> principal(@Nullable String authorization) {
        return authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.empty()
                : keyring.principal(authorization.substring(SCHEME.length()).strip());
    }
}
