/// Queues as operators see them, and the requests that control them.
@NullMarked
package dev.sluice.model.queue;

import org.jspecify.annotations.NullMarked;
