package dev.sluice.model.access;

import org.jspecify.annotations.Nullable;

/// Somebody's own new password.
///
/// @param old the one in force
/// @param password the new one
public record PasswordChange(@Nullable String old, @Nullable String password) {

    /// Without either, wherever it is printed.
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
