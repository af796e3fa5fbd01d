package dev.sluice.model.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One act of an operator, denied and failed ones too.
///
/// @param who name of the token or user
/// @param act such as `pause`, `resume`, `purge`
/// @param target such as `queue:orders`
/// @param outcome `done`, `denied` or `failed`, or what came of it: `purged 392 events`
/// @param from address of the caller
/// @param before,after the state that changed, as text
public record AuditRecord(
        Instant at,
        String who,
        String act,
        String target,
        @Nullable String reason,
        String outcome,
        @Nullable String from,
        @Nullable String before,
        @Nullable String after) {

    /// What everybody may see of it: who, when, what and why, but not from where nor the state before and after.
    public AuditRecord brief() {
        return new AuditRecord(at, who, act, target, reason, outcome, null, null, null);
    }
}
