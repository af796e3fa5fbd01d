/// How much room the data takes, and how long that goes on.
///
/// Inbound: nothing. Outbound: records only. Immutable, safe on any thread.
@NullMarked
package dev.sluice.model.storage;

import org.jspecify.annotations.NullMarked;
