/// What the caller may do, as the server says it, and buttons that follow.
///
/// Inbound: features and `app`. Outbound: `widget`. Threads: FX thread only. Invariant: hiding or disabling is for
/// people; the server refuses every act by itself.
@NullMarked
package dev.sluice.console.access;

import org.jspecify.annotations.NullMarked;
