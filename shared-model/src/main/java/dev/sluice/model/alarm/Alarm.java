package dev.sluice.model.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One alarm. It is open until what raised it is over and somebody acknowledged it, in either order.
///
/// @param state `raised`; `acknowledged`: it still is so; `cleared`: it is over, and nobody acknowledged it yet;
///     `closed`: over and acknowledged
/// @param target the queue, source, type or node
/// @param value what was measured last while it was so, in the unit of the kind
/// @param text what is wrong, one sentence
/// @param count how often it came since it was opened
/// @param raisedAt when it came first
/// @param lastRaisedAt when it came last
/// @param flood id of the flood alarm that stands for this one, null for none
public record Alarm(
        String id,
        String rule,
        AlarmKind kind,
        String target,
        AlarmSeverity severity,
        String state,
        String text,
        double value,
        double threshold,
        int count,
        Instant raisedAt,
        Instant lastRaisedAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant clearedAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant ackedAt,
        @Nullable String ackedBy,
        @Nullable String note,
        String guidance,
        @Nullable String link,
        @Nullable String flood) {
    public static final String RAISED = "raised";
    public static final String ACKNOWLEDGED = "acknowledged";
    public static final String CLEARED = "cleared";
    public static final String CLOSED = "closed";

    /// true while somebody still has to look at it
    public boolean unacknowledged() {
        return state.equals(RAISED) || state.equals(CLEARED);
    }

    /// true while what raised it lasts
    public boolean standing() {
        return state.equals(RAISED) || state.equals(ACKNOWLEDGED);
    }

    public boolean open() {
        return !state.equals(CLOSED);
    }
}
