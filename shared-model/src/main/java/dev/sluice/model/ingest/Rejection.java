package dev.sluice.model.ingest;

/// One refused event.
///
/// @param index 0-based place in the request (NDJSON: 0-based line)
/// @param code an [dev.sluice.model.error.ErrorCode] in kebab-case
/// @param pointer RFC 6901 JSON pointer to the fault inside the event, empty for the whole event
/// @param detail what is wrong, with the limit and the actual value
public record Rejection(long index, String code, String pointer, String detail) {}
