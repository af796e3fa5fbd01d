package dev.sluice.server.store;

import java.util.List;
import java.util.UUID;

/// What ingest knows of one incarnation. Idempotent: ranges are united with those recorded before, of the numbers the
/// greatest counts.
///
/// @param confirmed ordinals the broker confirmed
/// @param refused ordinals the broker nacked or returned
/// @param unknown ordinals whose confirm was lost with the channel
/// @param confirmedFrames frames confirmed so far in this incarnation's life
/// @param resolvedUpto all ordinals below are in one of the three
/// @param closed true: nothing more will come
public record IncarnationMarks(
        long incarnation,
        String queue,
        UUID instance,
        List<OrdinalRange> confirmed,
        List<OrdinalRange> refused,
        List<OrdinalRange> unknown,
        long confirmedFrames,
        long resolvedUpto,
        boolean closed) {
    public IncarnationMarks {
        confirmed = List.copyOf(confirmed);
        refused = List.copyOf(refused);
        unknown = List.copyOf(unknown);
    }
}
