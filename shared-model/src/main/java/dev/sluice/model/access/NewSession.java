package dev.sluice.model.access;

import java.time.Instant;

/// A session that has just begun, and the only time its token is shown.
///
/// @param token sent as `Authorization: Bearer`
/// @param expiresAt over then, or earlier when it is not used
public record NewSession(String token, String user, AccessRole role, Instant expiresAt) {

    /// Without the token, wherever it is printed.
    @Override
    public String toString() {
        return "NewSession[user=" + user + ", role=" + role + ", expiresAt=" + expiresAt + "]";
    }
}
