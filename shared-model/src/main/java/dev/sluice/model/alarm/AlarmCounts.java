package dev.sluice.model.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open alarms in numbers; those that a flood alarm stands for are left out.
///
/// @param standing what raised them lasts
/// @param unacknowledged raised or cleared, and nobody acknowledged them
/// @param worst severity of those that stand or wait for an acknowledgement, null when there is none
public record AlarmCounts(
        int open,
        int standing,
        int unacknowledged,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable AlarmSeverity worst) {
    public static final AlarmCounts NONE = new AlarmCounts(0, 0, 0, null);

    public static AlarmCounts of(List<Alarm> open) {
        int all = 0;
        int standing = 0;
        int unacknowledged = 0;
        @Nullable AlarmSeverity worst = null;
        for (Alarm alarm : open) {
            if (!alarm.open() || alarm.flood() != null) {
                continue;
            }
            all++;
            standing += alarm.standing() ? 1 : 0;
            unacknowledged += alarm.unacknowledged() ? 1 : 0;
            worst = worst == null || alarm.severity().compareTo(worst) > 0 ? alarm.severity() : worst;
        }
        return new AlarmCounts(all, standing, unacknowledged, worst);
    }
}
