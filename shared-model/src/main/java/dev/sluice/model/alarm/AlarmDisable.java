package dev.sluice.model.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Silences a rule for a while.
///
/// @param until within seven days; null: the rule works again at once
public record AlarmDisable(
        @Nullable Instant until, @Nullable String reason) {}
