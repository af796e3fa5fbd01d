package dev.sluice.console.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Moments as people write them: `2026-11-23T10:00:00Z`, `2026-11-23T10:00` and `2026-11-23` (UTC), or how long
/// ago: `15m`.
final class Moments implements ITypeConverter<Instant> {
    /// @param forward true: `15m` means in 15 minutes
    static Instant parse(String text, boolean forward) {
        String plain = text.strip();
        try {
            return OffsetDateTime.parse(plain).toInstant();
        } catch (DateTimeException notThat) {
            try {
                return LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException norThat) {
                return dateOrAgo(plain, forward);
            }
        }
    }

    private static Instant dateOrAgo(String text, boolean forward) {
        try {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notThat) {
            try {
                var time = Durations.parse(text);
                return forward ? Instant.now().plus(time) : Instant.now().minus(time);
            } catch (IllegalArgumentException norThat) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not a moment such as 2026-11-23T10:00:00Z, 2026-11-23, or 15m.");
            }
        }
    }

    @Override
    public Instant convert(String value) {
        try {
            return parse(value, false);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
