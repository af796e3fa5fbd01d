/// What the live WebSocket carries: one sealed family of updates, and the telemetry history.
@NullMarked
package dev.sluice.model.live;

import org.jspecify.annotations.NullMarked;
