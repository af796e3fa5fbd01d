package dev.sluice.model.access;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;

/// Makes a user, or changes one; of a change, what is null stays.
///
/// @param name only of a new one
/// @param role `viewer`, `operator` or `admin`
public record PersonRequest(
        @JsonAlias("user") @Nullable String name,
        @Nullable String role,
        @Nullable String password,
        @Nullable Boolean disabled) {

    /// Without the password, wherever it is printed.
    @Override
    public String toString() {
        return "PersonRequest[name=" + name + ", role=" + role + ", disabled=" + disabled + "]";
    }
}
