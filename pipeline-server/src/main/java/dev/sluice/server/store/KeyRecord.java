package dev.sluice.server.store;

import dev.sluice.model.access.IngestKey;

/// A key with what its token is checked against.
///
/// @param hash SHA-256 of the token; not to be changed by anyone
public record KeyRecord(IngestKey key, byte[] hash) {}
