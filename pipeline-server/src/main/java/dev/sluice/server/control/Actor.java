package dev.sluice.server.control;

/// Who asks for an act.
///
/// @param name of the token or user
/// @param address of the caller
public record Actor(String name, String address) {}
