package dev.sluice.model.access;

import org.jspecify.annotations.Nullable;

/// Who wants in.
///
/// @param password taken exactly as it is
public record LoginRequest(@Nullable String user, @Nullable String password) {

    /// Without the password, wherever it is printed.
    @Override
    public String toString() {
        return "LoginRequest[user=" + user + "]";
    }
}
