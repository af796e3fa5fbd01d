package dev.sluice.model.ledger;

import org.jspecify.annotations.Nullable;

/// The account of all events, fleet-wide, each number measured for itself (docs/adr/0001).
///
/// @param accepted events of distinct frames that the broker confirmed, whether or not the producer saw the 202
/// @param stored rows written
/// @param duplicate events whose (source, id) was stored before
/// @param deadLettered events that cannot be stored, kept with their bytes and the reason
/// @param purged events removed by an operator
/// @param inFlight events of frames confirmed and not settled that the broker still holds
/// @param unexplained accepted less all the rest, plus holes in a frame sequence; 0 when all is well
/// @param mark opaque: the frames confirmed so far
/// @param unsettled only when asked with a mark: events of frames before that mark that are not settled
public record Ledger(
        long accepted,
        long stored,
        long duplicate,
        long deadLettered,
        long purged,
        long inFlight,
        long unexplained,
        @Nullable String mark,
        @Nullable Long unsettled) {}
