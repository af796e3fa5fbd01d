package dev.sluice.console.events;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// One line of the table.
///
/// @param event null while its page is still on the way
/// @param data the event's data on one line
record EventRow(@Nullable StoredEvent event, String time, String type, String source, String data) {
    static final EventRow LOADING = new EventRow(null, "", "", "", "");

    /// @param now decides whether the day is written
    static EventRow of(StoredEvent event, Instant now) {
        return new EventRow(
                event,
                time(event.receivedAt(), now),
                EventSummary.printable(event.type()),
                EventSummary.printable(event.source()),
                EventSummary.of(event.tree()));
    }

    boolean loading() {
        return event == null;
    }

    private static String time(@Nullable Instant at, Instant now) {
        if (at == null) {
            return Numbers.NONE;
        }
        boolean today = at.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        // otherwise month and day, and whole seconds, in the same width
        return today ? Times.milli(at) : Times.full(at).substring(5, 19);
    }
}
