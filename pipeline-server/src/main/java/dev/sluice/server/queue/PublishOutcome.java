package dev.sluice.server.queue;

/// How a publish ended.
public sealed interface PublishOutcome {
    /// The broker holds the frame, persistent, in a durable queue.
    record Confirmed() implements PublishOutcome {}

    /// The broker did not take the frame: it is full, or no queue is bound.
    record Refused(String reason) implements PublishOutcome {}

    /// The channel was lost before the confirm: the frame may be in the queue or not.
    record Unknown(String reason) implements PublishOutcome {}
}
