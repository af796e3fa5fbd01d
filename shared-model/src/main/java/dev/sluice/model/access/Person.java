package dev.sluice.model.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user as it is shown: everything but the password.
///
/// @param disabled may not log in
/// @param lastLoginAt null: never
/// @param sessions how many are open
public record Person(
        String name,
        AccessRole role,
        boolean disabled,
        Instant createdAt,
        String createdBy,
        Instant passwordChangedAt,
        @Nullable Instant lastLoginAt,
        int sessions) {}
