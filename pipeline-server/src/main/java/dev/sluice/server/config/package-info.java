/// Typed configuration of one server process.
///
/// Inbound: the composition root, with the command line, the environment and `sluice.properties` of the home.
/// Outbound: nothing. Every record is immutable and safe on any thread.
/// Invariants: a [ServerConfig] that exists is valid; all violations are reported at once; a secret is never part
/// of a message or of `toString`. The table of settings is [Setting], which `docs/configuration.md` repeats (held
/// by a test).
@NullMarked
package dev.sluice.server.config;

import org.jspecify.annotations.NullMarked;
