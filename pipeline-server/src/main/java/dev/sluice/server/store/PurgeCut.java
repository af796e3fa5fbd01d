package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a purge ends: what was confirmed when its plan was made goes, and nothing that came later. Lanes that
/// published then are known by how far they were confirmed, so that clocks do not matter; frames of a lane that had
/// ended before go by their receive time.
///
/// @param upto exclusive upper bound of the confirmed ordinals, by incarnation that could still publish
/// @param at when the plan was made
public record PurgeCut(SortedMap<Long, Long> upto, Instant at) {
    public PurgeCut {
        upto = Collections.unmodifiableSortedMap(new TreeMap<>(upto));
    }

    public boolean covers(FrameId id, Instant receivedAt) {
        Long bound = upto.get(id.incarnation());
        return bound == null ? !receivedAt.isAfter(at) : id.seq() < bound;
    }
}
