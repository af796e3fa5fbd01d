/// The Events screen: find stored events, look into one.
///
/// Inbound: `app`. Outbound: `client` (searches), `task`, `widget`, `theme`. Threads: FX thread; searches run as tasks,
/// and a new search cancels the one before. Invariants: any number of rows can be scrolled through in bounded memory;
/// what is shown of an event is its text as the server keeps it.
@NullMarked
package dev.sluice.console.events;

import org.jspecify.annotations.NullMarked;
