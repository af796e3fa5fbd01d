/// Replays of stored events as operators see and control them.
@NullMarked
package dev.sluice.model.replay;

import org.jspecify.annotations.NullMarked;
