package dev.sluice.console.command;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.StoredEvent;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Prints stored events: one JSON text a line, byte for byte, or one short line for people.
///
/// @param json true: JSON
record EventPrinter(PrintWriter out, boolean json) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /// @return false when nobody reads any more
    boolean print(StoredEvent event) {
        if (json) {
            // a raw line break can only stand between values, so a blank in its place changes no value
            out.println(event.json().replace('\n', ' ').replace('\r', ' '));
        } else {
            Instant at = event.receivedAt();
            out.println("%s  %s  %s  %s"
                    .formatted(
                            at == null ? "–" : TIME.format(at),
                            EventSummary.printable(event.type()),
                            EventSummary.printable(event.source()),
                            EventSummary.of(event.tree())));
        }
        return !out.checkError();
    }
}
