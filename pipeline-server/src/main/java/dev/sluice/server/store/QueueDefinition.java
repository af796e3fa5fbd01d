package dev.sluice.server.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which event types a queue takes, and how much it may hold.
///
/// @param patterns event types, `*` stands for any text
/// @param position definitions are tried in this order, the first match wins
/// @param maxBytes what it may hold on the broker, null for the server's default
/// @param generation the change of all definitions that this one was last part of; that of `default` is the newest
public record QueueDefinition(
        String name,
        List<String> patterns,
        int position,
        @Nullable Long maxBytes,
        Status status,
        long generation) {
    /// takes what no other queue takes
    public static final String DEFAULT = "default";

    public static final int DEFAULT_POSITION = Integer.MAX_VALUE;

    /// The life of a definition. Going back from REMOVING to RETIRING is the only step back.
    public enum Status {
        /// takes events
        ACTIVE,
        /// takes nothing new and is consumed until it is empty
        RETIRING,
        /// unbound and not consumed, about to be deleted if it is still empty
        REMOVING
    }

    public QueueDefinition {
        patterns = List.copyOf(patterns);
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }
}
