package dev.sluice.model.conflict;

import org.jspecify.annotations.Nullable;

/// A conflict with both texts.
///
/// @param kept the text that is stored, null when it is no longer kept
/// @param later the other one, as far as it is kept
/// @param cut true when `later` is not all of it
public record ConflictDetail(
        EventConflict conflict, @Nullable String kept, String later, boolean cut) {}
