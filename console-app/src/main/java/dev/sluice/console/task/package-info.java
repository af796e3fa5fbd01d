/// Work off the FX thread and back: the task runner, the ticker and the throttle.
///
/// Inbound: every room with a view model. Outbound: nothing of ours. Threads: work runs on virtual threads, one timer
/// thread keeps the ticks, every handler runs on the FX thread. Invariant: only [dev.sluice.console.task.FxThread]
/// calls `Platform.runLater` (held by `RoomsTest`).
@NullMarked
package dev.sluice.console.task;

import org.jspecify.annotations.NullMarked;
