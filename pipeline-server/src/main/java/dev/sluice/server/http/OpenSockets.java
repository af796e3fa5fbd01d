package dev.sluice.server.http;

import dev.sluice.server.access.Principal;
import dev.sluice.server.live.Subscriber;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The WebSockets that are open, and as whom. A socket outlasts the check of its token, so it is made again and again:
/// one whose token is no longer in force is closed, and so is one whose role changed; when it comes back it gets what
/// its role may see now. Thread-safe.
public final class OpenSockets {
    /// codes of our own, as RFC 6455 leaves 4000 to 4999 to programs
    static final int SESSION_OVER = 4401;

    static final int ROLE_CHANGED = 4403;

    private final Map<Subscriber, Principal> open = new ConcurrentHashMap<>();

    void opened(Subscriber subscriber, Principal caller) {
        open.put(subscriber, caller);
    }

    void closed(Subscriber subscriber) {
        open.remove(subscriber);
    }

    /// One check of all of them.
    ///
    /// @param renewed the same caller as of now, empty when the token is no longer in force
    public void check(Function<Principal, Optional<Principal>> renewed) {
        open.forEach((subscriber, caller) -> {
            Optional<Principal> now = renewed.apply(caller);
            if (now.isEmpty()) {
                subscriber.close(SESSION_OVER, "the session is over; log in again");
            } else if (now.get().role() != caller.role()) {
                subscriber.close(ROLE_CHANGED, "the role changed; connect again");
            }
        });
    }
}
