package dev.sluice.server.store;

import java.util.UUID;

/// Packed figures of one writer.
///
/// @param at their start, in seconds of the epoch
/// @param writer the instance, [#FLEET] where they belong to none
public record TelemetryRow(TelemetryKind kind, long at, UUID writer, byte[] data) {
    public static final UUID FLEET = new UUID(0, 0);
}
