package dev.sluice.console.client;

import dev.sluice.model.error.Problem;
import java.time.Instant;

/// How the live connection stands.
public sealed interface ConnectionState {
    /// The first attempt is under way.
    record Connecting() implements ConnectionState {}

    /// Data comes in.
    record Connected(Instant since) implements ConnectionState {}

    /// It was lost, or could not be made; another attempt follows by itself.
    ///
    /// @param attempt 1 for the first
    /// @param nextAt when it is made
    /// @param reason one plain sentence
    record Reconnecting(int attempt, Instant nextAt, String reason) implements ConnectionState {}

    /// The server does not let this token in; no further attempt is made.
    record Refused(Problem problem) implements ConnectionState {}

    /// Who answers is not taken for the server; no further attempt is made.
    record Distrusted(DistrustException why) implements ConnectionState {}
}
