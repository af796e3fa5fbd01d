package dev.sluice.model.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param rate events a second to store at most, over all instances; null ends the throttle
/// @param until when it ends by itself; null: an hour from now
/// @param reason why, shown to everyone; required with a rate
public record ThrottleRequest(
        @Nullable Double rate,
        @Nullable Instant until,
        @Nullable String reason) {}
