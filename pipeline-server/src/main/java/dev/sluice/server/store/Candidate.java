package dev.sluice.server.store;

import dev.sluice.model.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// One event on its way into the table.
///
/// @param receivedMicros microseconds since 1970
/// @param terms what it is searched by
/// @param position in the batch
record Candidate(Event event, UUID identity, long receivedMicros, Terms.Of terms, FrameToStore frame, int position) {
    /// Hashes and scans every event of the frames: the part of storing that needs no database.
    static List<Candidate> of(Collection<FrameToStore> frames) {
        List<Candidate> candidates = new ArrayList<>();
        Terms terms = new Terms();
        for (FrameToStore frame : frames) {
            long receivedMicros = EventCopy.micros(frame.receivedAt());
            for (Event event : frame.events()) {
                candidates.add(new Candidate(
                        event,
                        Identity.of(event.source(), event.id()),
                        receivedMicros,
                        terms.scan(event),
                        frame,
                        candidates.size()));
            }
        }
        return candidates;
    }
}
