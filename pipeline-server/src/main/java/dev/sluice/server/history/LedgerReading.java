package dev.sluice.server.history;

import dev.sluice.server.telemetry.QueueFigures;
import java.time.Instant;
import java.util.Map;

/// The ledger at a moment.
///
/// @param counted by queue, since the beginning of time: only the counts are used
/// @param waiting by queue: only depth, messages and age are used
public record LedgerReading(Instant at, Map<String, QueueFigures> counted, Map<String, QueueFigures> waiting) {
    static final LedgerReading NONE = new LedgerReading(Instant.EPOCH, Map.of(), Map.of());
}
