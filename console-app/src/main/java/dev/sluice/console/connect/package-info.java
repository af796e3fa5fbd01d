/// Choosing a server: its address, the token, and what went wrong when it did not work.
///
/// Inbound: `app`. Outbound: `client`, `task`, `theme`, `widget`. Threads: FX thread; the probe runs on a task.
/// Invariant: no token is ever written to a file here.
@NullMarked
package dev.sluice.console.connect;

import org.jspecify.annotations.NullMarked;
