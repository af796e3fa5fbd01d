package dev.sluice.model.erasure;

import org.jspecify.annotations.Nullable;

/// What is to be erased: events of this source and this subject, each as a whole, byte for byte; at least one is given.
public record ErasureRequest(
        @Nullable String source, @Nullable String subject) {}
