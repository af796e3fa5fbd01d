/// Controls that more than one screen uses, and how numbers and times are written.
///
/// Inbound: features and the shell. Outbound: `theme`, `task`. Threads: FX thread, save the formats and the chart's
/// arithmetic, which are pure. Invariant: a widget knows nothing of events, queues or the server.
@NullMarked
package dev.sluice.console.widget;

import org.jspecify.annotations.NullMarked;
