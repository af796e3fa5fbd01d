/// The server instances that live.
///
/// Inbound: nothing. Outbound: records only. Immutable, safe on any thread.
@NullMarked
package dev.sluice.model.fleet;

import org.jspecify.annotations.NullMarked;
