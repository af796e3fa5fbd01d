package dev.sluice.model.alarm;

import org.jspecify.annotations.Nullable;

/// Makes a rule, or changes one: what is null stays as it is. A new rule needs kind, severity and threshold.
///
/// @param kind cannot be changed
public record AlarmRuleRequest(
        @Nullable String kind,
        @Nullable String target,
        @Nullable String severity,
        @Nullable Double threshold,
        @Nullable Integer forSeconds,
        @Nullable String guidance,
        @Nullable String link,
        @Nullable Boolean enabled) {}
