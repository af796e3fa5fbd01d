/// The program: start, window, shell, and the wiring of everything else.
///
/// Inbound: `main`. Outbound: every room of the console. Threads: FX thread. Invariant: screens are known here only as
/// [dev.sluice.console.widget.Screen]; this is the one place that knows them all.
@NullMarked
package dev.sluice.console.app;

import org.jspecify.annotations.NullMarked;
