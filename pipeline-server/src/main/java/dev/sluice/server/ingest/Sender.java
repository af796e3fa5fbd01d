package dev.sluice.server.ingest;

import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import java.util.List;

/// Who sends a request: says what it may send and how much, and is told what of it was refused. Used by the request's
/// thread; nothing here waits.
public interface Sender {
    /// May send everything and is told nothing.
    Sender TRUSTED = new Sender() {};

    /// Refuses an event that this sender may not send.
    ///
    /// @param queue the event would go to
    default ReadOutcome checked(ReadOutcome.Accepted event, String queue) {
        return event;
    }

    default boolean mayUse(String queue) {
        return true;
    }

    /// Charges events that are about to be published, all of them or none.
    ///
    /// @throws PipelineException `rate-limited`
    default void charge(List<Event> events) {}

    /// Told the whole of a document before it is looked at.
    default void arrived(byte[] body) {}

    /// Told of an event that was refused.
    ///
    /// @param index its place in the request
    default void refused(long index, ReadOutcome.Refused refused) {}
}
