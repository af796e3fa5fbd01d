package dev.sluice.model.deadletter;

import java.util.List;

/// The last discards of a queue, newest first.
public record DiscardList(List<Discard> items) {
    public DiscardList {
        items = List.copyOf(items);
    }
}
