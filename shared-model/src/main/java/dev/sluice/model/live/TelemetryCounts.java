package dev.sluice.model.live;

/// Events counted in a stretch of time, exactly: added up over neighbouring stretches they are those of both.
///
/// @param accepted,stored,duplicate,deadLettered,purged as in the ledger. `deadLettered` and `purged` are what that
///     account grew by, so they fall below zero where letters were redriven or a purge was undone
/// @param rejected events refused one by one at the door
/// @param refused requests (not events) answered 429 or 503 because of load or an outage
public record TelemetryCounts(
        long accepted, long stored, long duplicate, long deadLettered, long purged, long rejected, long refused) {}
