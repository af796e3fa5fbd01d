package dev.sluice.model.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an alarm is raised.
///
/// @param id kebab-case
/// @param target glob of what is watched, `*` for all
/// @param threshold in the unit of its kind
/// @param forSeconds how long it must be so before it is told
/// @param guidance what to do, for whoever reads it at night
/// @param link to a page that says more, null for none
/// @param enabled false: it raises nothing until somebody enables it
/// @param disabledUntil it raises nothing until then, null when it is not disabled for a while
/// @param disabledBy who disabled it for a while, and why
public record AlarmRule(
        String id,
        AlarmKind kind,
        String target,
        AlarmSeverity severity,
        double threshold,
        int forSeconds,
        String guidance,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String link,
        boolean enabled,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant disabledUntil,
        @Nullable String disabledBy,
        @Nullable String disabledReason,
        Instant changedAt,
        String changedBy) {

    /// true when it raises alarms at that time
    public boolean active(Instant now) {
        return enabled && (disabledUntil == null || !disabledUntil.isAfter(now));
    }
}
