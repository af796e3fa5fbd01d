package dev.sluice.server.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/// Times as a query writes them: `2026-11-24`, `2026-11-24T10:00`, `2026-11-24T10:00:30.5`, with `Z` or an offset
/// such as `+01:00` behind, else in the request's zone.
final class Moment {
    /// What the database can compare.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Moment() {}

    /// A local time that the zone's clocks skip is read as much later as they skip; one they show twice, as the first.
    ///
    /// @param column 1-based, of the value
    static Instant read(String text, ZoneId zone, int column) {
        try {
            Instant instant = instant(
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text.contains("T") ? text : text + "T00:00", OffsetDateTime::from, LocalDateTime::from),
                    zone);
            if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // told below, with the form that would do
        }
        throw QueryText.fault(
                "a time is expected here, such as 2026-11-24, 2026-11-24T10:00 or 2026-11-24T10:00:00Z, of the years 1"
                        + " to 9999",
                column);
    }

    private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
        return switch (parsed) {
            case OffsetDateTime at -> at.toInstant();
            case LocalDateTime local -> local.atZone(zone).toInstant();
            default -> LocalDate.from(parsed).atStartOfDay(zone).toInstant();
        };
    }
}
