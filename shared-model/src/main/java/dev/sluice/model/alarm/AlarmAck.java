package dev.sluice.model.alarm;

import org.jspecify.annotations.Nullable;

/// Somebody has seen an alarm and takes care.
///
/// @param note null for none
public record AlarmAck(@Nullable String note) {}
