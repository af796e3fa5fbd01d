package dev.sluice.model.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alarms: the open ones, those to be acted on first; or closed ones, newest first.
///
/// @param counts of all open alarms, whatever was asked for
/// @param evaluatedAt when the rules were looked at last by any instance, null for never
/// @param next cursor of the next page, null when this is the last
public record AlarmPage(
        List<Alarm> items,
        AlarmCounts counts,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant evaluatedAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    public AlarmPage {
        items = List.copyOf(items);
    }
}
