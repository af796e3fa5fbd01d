package dev.sluice.server.http;

import dev.sluice.model.access.AccessRole;
import dev.sluice.server.access.Principal;
import org.jspecify.annotations.Nullable;

/// Who may use a route.
public enum Access {
    /// anybody, without a token
    PUBLIC(null),
    /// the bearer of an ingest key, and operators
    SENDER(AccessRole.OPERATOR),
    VIEWER(AccessRole.VIEWER),
    OPERATOR(AccessRole.OPERATOR),
    ADMIN(AccessRole.ADMIN);

    private final @Nullable AccessRole needs;

    Access(@Nullable AccessRole needs) {
        this.needs = needs;
    }

    /// The least role that will do, null: none is needed.
    @Nullable
    AccessRole needs() {
        return needs;
    }

    boolean lets(Principal caller) {
        @Nullable AccessRole role = caller.role();
        return role == null ? this == SENDER || this == PUBLIC : needs == null || role.includes(needs);
    }
}
