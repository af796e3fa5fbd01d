package dev.sluice.server.telemetry;

/// The places on an event's way between two promises: what happens there decides what a crash costs.
public enum Waypoint {
    /// a frame was written to the broker and its confirm is open
    PUBLISHED,
    /// every frame of a request has its outcome and the request has no answer yet
    CONFIRMED,
    /// a frame's rows and its outcome are committed and it is not acked yet
    COMMITTED,
    /// the broker confirmed frames of the outbox and they still lie in it
    RESENT,
    /// they do not lie in it any more
    TAKEN_FROM_OUTBOX
}
