package dev.sluice.server.store;

/// One event that cannot be stored.
///
/// @param bytes as they came
/// @param code an [dev.sluice.model.error.ErrorCode] in kebab-case
/// @param detail why, for people
public record DeadEvent(byte[] bytes, String code, String detail) {}
