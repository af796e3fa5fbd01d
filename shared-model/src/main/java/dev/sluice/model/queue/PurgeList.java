package dev.sluice.model.queue;

import java.util.List;

/// The last purges of a queue.
///
/// @param items newest first
public record PurgeList(List<Purge> items) {
    public PurgeList {
        items = List.copyOf(items);
    }
}
