package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.server.access.Principal;
import dev.sluice.server.live.LiveHub;
import dev.sluice.server.live.Subscriber;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The live stream.
public final class LiveRoutes {
    private static final int NORMAL_CLOSE = 1000;

    private final LiveHub hub;
    private final String version;
    private final String environment;
    private final OpenSockets sockets;

    /// @param environment the server's name for itself
    /// @param sockets looks after those that are open
    public LiveRoutes(LiveHub hub, String version, String environment, OpenSockets sockets) {
        this.sockets = sockets;
        this.hub = hub;
        this.version = version;
        this.environment = environment;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/live", "The live stream, a WebSocket.", this::live));
    }

    private Reply live(Call call) {
        refuseForeignOrigin(call);
        if (hub.full()) {
            throw new PipelineException(ErrorCode.OVERLOADED, "All live subscriptions are taken; try again later.");
        }
        Principal caller = call.caller();
        String role = caller.role() == null ? "" : caller.role().text();
        return new Reply.Upgrade(link -> {
            Subscriber subscriber = hub.subscribe(
                    link,
                    new LiveUpdate.Welcome("sluice", version, environment, role, Instant.now()),
                    Access.ADMIN.lets(caller));
            sockets.opened(subscriber, caller);
            return () -> {
                sockets.closed(subscriber);
                subscriber.close(NORMAL_CLOSE, "");
            };
        });
    }

    /// A browser sends where a page came from; a page of another site must not reach this server.
    private static void refuseForeignOrigin(Call call) {
        @Nullable String origin = call.header("Origin");
        if (origin != null && !sameHost(origin, call.header("Host"))) {
            throw new PipelineException(
                    ErrorCode.FORBIDDEN, "The live stream is not for pages of another site (header Origin).");
        }
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
