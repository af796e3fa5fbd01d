package dev.sluice.model.deadletter;

import org.jspecify.annotations.Nullable;

/// What somebody says of a group of dead letters.
///
/// @param state `new`, `known`, `fixed` or `ignored`
/// @param note for the others
/// @param owner who takes care of it
public record GroupMark(
        @Nullable String state,
        @Nullable String note,
        @Nullable String owner) {}
