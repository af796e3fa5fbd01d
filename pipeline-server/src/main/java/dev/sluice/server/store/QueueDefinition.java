package dev.sluice.server.store;

import java.util.List;

/// Which event types a queue takes.
///
/// @param patterns event types, `*` stands for any text
/// @param position definitions are tried in this order, the first match wins
public record QueueDefinition(String name, List<String> patterns, int position) {
    /// takes what no other queue takes
    public static final String DEFAULT = "default";

    public QueueDefinition {
        patterns = List.copyOf(patterns);
    }
}
