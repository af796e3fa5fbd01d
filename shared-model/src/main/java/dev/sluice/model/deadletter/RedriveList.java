package dev.sluice.model.deadletter;

import java.util.List;

/// The last redrives of a queue, newest first.
public record RedriveList(List<Redrive> items) {
    public RedriveList {
        items = List.copyOf(items);
    }
}
