package dev.sluice.console.ingest;

import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.model.conflict.EventConflict;

/// One line of the table of conflicts.
///
/// @param kept,later sizes of the two texts
/// @param conflict what it was made from
record ConflictRow(
        String time,
        String eventId,
        String source,
        String type,
        String queue,
        String kept,
        String later,
        EventConflict conflict) {
    private static final int DIGEST_SHOWN = 16;

    static ConflictRow of(EventConflict conflict) {
        return new ConflictRow(
                Times.second(conflict.at()),
                conflict.eventId(),
                conflict.source(),
                conflict.type(),
                conflict.queue(),
                Numbers.grouped(conflict.kept().bytes()) + " B",
                Numbers.grouped(conflict.later().bytes()) + " B",
                conflict);
    }

    String id() {
        return conflict.id();
    }

    /// When one of the two came, its size, and enough of its digest to tell it by.
    static String about(EventConflict.Version version) {
        return Times.full(version.receivedAt()) + " UTC · " + Numbers.grouped(version.bytes()) + " bytes\nSHA-256 "
                + version.sha256().substring(0, DIGEST_SHOWN) + "…";
    }
}
