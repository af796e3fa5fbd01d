package dev.sluice.server.http;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.LoginRequest;
import dev.sluice.model.access.PasswordChange;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.access.Holder;
import dev.sluice.server.access.Principal;
import dev.sluice.server.control.Logins;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Logging in and out, and who one is.
public final class SessionRoutes {
    private final Logins logins;
    private volatile List<Route> described = List.of();

    public SessionRoutes(Logins logins) {
        this.logins = logins;
    }

    public List<Route> routes() {
        return List.of(
                Route.enter("/v1/session", "Logs somebody in; answers a token, once.", this::logIn),
                Route.get("/v1/session", "Who the token belongs to, and what it may do.", this::state),
                Route.delete("/v1/session", "Logs out: the token is refused from then on.", this::logOut),
                Route.put("/v1/session/password", "Changes one's own password.", this::changePassword));
    }

    /// The routes that permissions are told for.
    public void describe(RouteTable table) {
        described = table.routes().stream()
                .filter(route -> route.access() != Access.PUBLIC)
                .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::method))
                .toList();
    }

    private Reply logIn(Call call) throws IOException {
        return Reply.json(201, logins.logIn(call.json(LoginRequest.class), call.address()));
    }

    private Reply state(Call call) {
        Principal caller = call.caller();
        List<Permission> permissions =
                described.stream().map(route -> permission(route, caller)).toList();
        AccessRole role = caller.role() == null ? AccessRole.VIEWER : caller.role();
        return Reply.json(
                switch (caller) {
                    case Principal.Member(Holder holder) ->
                        new SessionState(
                                holder.name(),
                                holder.isSession() ? SessionState.SESSION : SessionState.TOKEN,
                                role,
                                holder.expiresAt(),
                                permissions);
                    default -> new SessionState(caller.name(), SessionState.ADMIN_TOKEN, role, null, permissions);
                });
    }

    private static Permission permission(Route route, Principal caller) {
        boolean allowed = route.access().lets(caller);
        @Nullable AccessRole needs = route.access().needs();
        return new Permission(
                route.key(),
                route.summary(),
                needs == null ? AccessRole.VIEWER : needs,
                allowed,
                allowed ? null : Refused.reason(route, caller));
    }

    private Reply logOut(Call call) {
        logins.logOut(session(call, "end"), call.actor());
        return Reply.json(Map.of("ended", true));
    }

    private Reply changePassword(Call call) throws IOException {
        logins.changePassword(session(call, "change the password of"), call.json(PasswordChange.class), call.actor());
        return Reply.json(Map.of("changed", true));
    }

    private static Holder session(Call call, String what) {
        if (call.caller() instanceof Principal.Member(Holder holder) && holder.isSession()) {
            return holder;
        }
        throw new PipelineException(
                ErrorCode.CONFLICT,
                "This token is not of somebody who logged in, so there is no session to " + what
                        + "; an admin revokes it with DELETE /v1/tokens/{id}.");
    }
}
