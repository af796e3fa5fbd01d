package dev.sluice.server.config;

import java.time.Duration;

/// How long somebody who logged in stays logged in.
///
/// @param lifetime however much the session is used
/// @param idle without any use
public record SessionConfig(Duration lifetime, Duration idle) {}
