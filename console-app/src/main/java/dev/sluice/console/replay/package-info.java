/// Replays: what a search found is sent again. The dialog counts first; the screen shows how each replay goes and
/// steers it.
///
/// Inbound: `app`, which opens the dialog for what the Events screen shows. Outbound: `access`, `client`, `feed`,
/// `task`, `theme`, `widget`. Threads: FX thread only. Invariant: a replay goes on at the server, whatever is closed
/// here.
@NullMarked
package dev.sluice.console.replay;

import org.jspecify.annotations.NullMarked;
