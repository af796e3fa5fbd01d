package dev.sluice.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One queue's account, each number measured for itself (docs/adr/0001).
///
/// @param accepted events confirmed, or settled though their confirm was lost; each counts once, however often an act
/// sent it again
/// @param moved events that acts sent again so far: they came in once more, though `accepted` did not grow
/// @param unsettledEvents events confirmed and without an outcome
/// @param unsettledFrames frames they travel in
/// @param holes ordinals that should be known and are not
/// @param oldestUnsettled about when the oldest of `unsettledEvents` was confirmed (to the second), null when none
/// waits
public record QueueAccount(
        String queue,
        long accepted,
        long stored,
        long duplicate,
        long deadLettered,
        long purged,
        long moved,
        long unsettledEvents,
        long unsettledFrames,
        long holes,
        @Nullable Instant oldestUnsettled) {}
