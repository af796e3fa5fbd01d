/// The first screen: is everything flowing, and since when not.
///
/// Inbound: `app`. Outbound: `feed`, `widget`, `theme`, `task`. Threads: FX thread only. Invariant: everything shown
/// comes from the feed; the screen asks the server nothing itself.
@NullMarked
package dev.sluice.console.dashboard;

import org.jspecify.annotations.NullMarked;
