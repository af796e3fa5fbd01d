package dev.sluice.model.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which audit records to show; null asks for any.
///
/// @param text stands somewhere in who, act, target, reason or outcome, in whatever case
/// @param who,act,target exactly
/// @param from,to of `at`: from included, to not
public record AuditQuery(
        @Nullable String text,
        @Nullable String who,
        @Nullable String act,
        @Nullable String target,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final AuditQuery ALL = new AuditQuery(null, null, null, null, null, null);
}
