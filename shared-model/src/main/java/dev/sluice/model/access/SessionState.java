package dev.sluice.model.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who a token belongs to and what it may do.
///
/// @param kind [#SESSION], [#TOKEN] or [#ADMIN_TOKEN]
/// @param expiresAt null: never
/// @param permissions one for each route that takes a token
public record SessionState(
        String name, String kind, AccessRole role, @Nullable Instant expiresAt, List<Permission> permissions) {
    /// of a person who logged in
    public static final String SESSION = "session";
    /// of a script
    public static final String TOKEN = "token";
    /// the one of the server's configuration
    public static final String ADMIN_TOKEN = "admin-token";

    public SessionState {
        permissions = List.copyOf(permissions);
    }
}
