package dev.sluice.model.rejection;

import org.jspecify.annotations.Nullable;

/// A refusal with what was refused.
///
/// @param body its text, null when it is not UTF-8 or nothing was read
/// @param base64 the same, when it is not UTF-8
public record RejectionDetail(
        KeptRejection rejection,
        @Nullable String body,
        @Nullable String base64) {}
