package dev.sluice.model.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One CloudEvent as Sluice sees it: the attributes it works with, and the JSON text as it came, byte for byte.
/// Identity is (source, id), compared byte for byte.
///
/// @param subject null when the event has none
/// @param time the event's own time, null when it has none
/// @param json UTF-8 text of the whole JSON object; not to be changed by anyone
public record Event(
        String source,
        String id,
        String type,
        @Nullable String subject,
        @Nullable Instant time,
        byte[] json) {}
