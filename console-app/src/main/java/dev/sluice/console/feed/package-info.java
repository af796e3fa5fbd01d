/// The live state of one server, as views need it: received on a network thread, kept in bounds, handed over to the FX
/// thread at most ten times a second.
///
/// Inbound: features and the shell read [dev.sluice.console.feed.FeedModel]. Outbound: `client`, `task`. Threads: the
/// inbox is thread-safe, the model belongs to the FX thread. Invariants: nothing grows with the length of the
/// connection; no `javafx.scene` type.
@NullMarked
package dev.sluice.console.feed;

import org.jspecify.annotations.NullMarked;
