package dev.sluice.model.conflict;

import java.time.Instant;

/// An event that was taken as a duplicate, though its text is not that of the one that is stored.
///
/// @param at when it was found
/// @param eventId the id that both have, with `source`
/// @param type,queue of the later one
/// @param kept the one that came first and is stored
/// @param later the one that is not
public record EventConflict(
        String id, Instant at, String source, String eventId, String type, String queue, Version kept, Version later) {

    /// One of the two.
    ///
    /// @param sha256 of its text as it came, 64 hexadecimal digits
    /// @param bytes of its text
    public record Version(Instant receivedAt, String sha256, long bytes) {}
}
