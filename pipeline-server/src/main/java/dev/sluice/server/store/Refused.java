package dev.sluice.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One refusal to keep.
///
/// @param index place in the request, null: the whole request
/// @param source,type where they could be read
/// @param bytes size of what was refused
/// @param body its first bytes, null when nothing was read; not to be changed by anyone
/// @param cut true when `body` is not all of it
public record Refused(
        Instant at,
        String code,
        String pointer,
        String detail,
        @Nullable Long index,
        @Nullable String source,
        @Nullable String type,
        String keyName,
        String address,
        String requestId,
        long bytes,
        byte @Nullable [] body,
        boolean cut) {}
