package dev.sluice.server.store;

import dev.sluice.model.access.AccessRole;
import java.time.Instant;

/// An open session with what its token is checked against.
///
/// @param role what its person may do now
/// @param hash SHA-256 of the token; not to be changed by anyone
/// @param lastUsedAt known to a few seconds
public record SessionRecord(
        String id, String person, AccessRole role, byte[] hash, Instant expiresAt, Instant lastUsedAt) {}
