package dev.sluice.server.ingest;

import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.queue.InboxMessage;

/// Told of each message of the inbox that is no event.
@FunctionalInterface
public interface InboxRefusals {
    /// Called by the inbox's thread, which must not wait, once the broker holds the message in the rejected queue. A
    /// message that is moved twice, since a connection was lost in between, is told twice.
    void kept(InboxMessage message, ReadOutcome.Refused refused);
}
