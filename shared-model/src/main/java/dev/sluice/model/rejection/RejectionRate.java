package dev.sluice.model.rejection;

import org.jspecify.annotations.Nullable;

/// How often something is refused.
///
/// @param source null when it could not be read, or when there are too many to tell apart
/// @param perMinute mean of the last five minutes
/// @param lastHour all of the last hour
public record RejectionRate(String code, @Nullable String source, double perMinute, long lastHour) {}
