/// Who may do what: one's own permissions, and for admins the users.
///
/// Inbound: `app`. Outbound: `client`, `access`, `task`, `theme`, `widget`. Threads: FX thread; calls run on tasks.
/// Invariant: a typed password is dropped when its dialog closes.
@NullMarked
package dev.sluice.console.people;

import org.jspecify.annotations.NullMarked;
