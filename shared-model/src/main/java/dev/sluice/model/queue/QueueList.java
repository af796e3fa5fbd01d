package dev.sluice.model.queue;

import java.util.List;

/// All queues of the pipeline, by name.
public record QueueList(List<QueueState> items) {
    public QueueList {
        items = List.copyOf(items);
    }
}
