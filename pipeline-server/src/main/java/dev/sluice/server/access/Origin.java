package dev.sluice.server.access;

/// Where something that was refused came from.
///
/// @param name of the key or user that sent it
/// @param address of the sender
/// @param requestId of the request, or the message's own id; empty when it has none
public record Origin(String name, String address, String requestId) {}
