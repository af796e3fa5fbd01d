package dev.sluice.model.access;

import org.jspecify.annotations.Nullable;

/// Whether a caller may use one route.
///
/// @param route such as `POST /v1/queues/{name}/pause`
/// @param summary what it does, one sentence
/// @param needs the role it takes
/// @param reason why not, null when it is allowed
public record Permission(
        String route,
        String summary,
        AccessRole needs,
        boolean allowed,
        @Nullable String reason) {}
