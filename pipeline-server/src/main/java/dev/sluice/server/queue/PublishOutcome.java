package dev.sluice.server.queue;

import dev.sluice.model.error.ErrorCode;

/// How a publish ended.
public sealed interface PublishOutcome {
    /// The broker holds the frame, persistent, in a durable queue.
    record Confirmed() implements PublishOutcome {}

    /// The broker did not take the frame: it is full, or no queue is bound.
    ///
    /// @param code what a producer is told
    record Refused(ErrorCode code, String reason) implements PublishOutcome {
        /// refused for a reason that has no code of its own
        public Refused(String reason) {
            this(ErrorCode.BROKER_UNAVAILABLE, reason);
        }
    }

    /// The channel was lost before the confirm: the frame may be in the queue or not.
    record Unknown(String reason) implements PublishOutcome {}
}
