package dev.sluice.server.queue;

/// A message of the inbox that is no event, and why.
///
/// @param code of the error, kebab-case
/// @param pointer RFC 6901 pointer into the event, empty for all of it
public record RejectedMessage(InboxMessage message, String code, String pointer, String detail) {}
