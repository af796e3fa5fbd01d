package dev.sluice.server.http;

import dev.sluice.model.access.AccessRole;
import dev.sluice.server.access.Principal;
import org.jspecify.annotations.Nullable;

/// Says why somebody may not use a route: the role it takes, and the caller's own.
final class Refused {
    private Refused() {}

    static String reason(Route route, Principal caller) {
        @Nullable AccessRole role = caller.role();
        @Nullable AccessRole needs = route.access().needs();
        if (role == null) {
            return "An ingest key may send events to POST /v1/events, and nothing else.";
        }
        return "This needs the role " + (needs == null ? "viewer" : needs.text()) + "; " + caller.name()
                + " has the role " + role.text() + ".";
    }
}
