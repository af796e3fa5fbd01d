/// The event envelope (CloudEvents 1.0) and the one strict reader of it. Pure functions, any thread.
@NullMarked
package dev.sluice.model.event;

import org.jspecify.annotations.NullMarked;
