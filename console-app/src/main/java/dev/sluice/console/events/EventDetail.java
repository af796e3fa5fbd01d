package dev.sluice.console.events;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What stands beside the table about the chosen event.
///
/// @param subject empty when it has none
/// @param timing `accepted 10:01:38.210 → stored +31 ms`
/// @param json the event's text, laid out
record EventDetail(StoredEvent event, String type, String subject, String timing, List<JsonLine> json) {

    static EventDetail of(StoredEvent event) {
        String subject = event.subject();
        return new EventDetail(
                event,
                EventSummary.printable(event.type()),
                subject == null ? "" : EventSummary.clean(subject),
                timing(event),
                JsonLine.lines(event.json()));
    }

    private static String timing(StoredEvent event) {
        Instant received = event.receivedAt();
        Instant stored = event.storedAt();
        if (received == null) {
            return "";
        }
        String queue = event.queue() == null ? "" : EventSummary.printable(event.queue()) + " · ";
        String accepted = queue + "accepted " + Times.milli(received);
        if (stored == null) {
            return accepted;
        }
        Duration took = Duration.between(received, stored);
        String after = took.compareTo(Duration.ofSeconds(10)) < 0
                ? Numbers.grouped(Math.max(0, took.toMillis())) + " ms"
                : Times.span(took);
        return accepted + " → stored +" + after;
    }
}
