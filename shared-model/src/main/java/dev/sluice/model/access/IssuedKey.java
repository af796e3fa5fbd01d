package dev.sluice.model.access;

/// A new key, and the only time its secret is shown.
///
/// @param token what a producer sends as `Authorization: Bearer`
public record IssuedKey(String token, IngestKey key) {}
