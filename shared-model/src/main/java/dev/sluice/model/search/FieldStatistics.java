package dev.sluice.model.search;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What the events of a query have at one path.
///
/// @param events that were looked at
/// @param missing those with no value there
/// @param values of all events, several of one event included
/// @param numbers those values that are numbers
/// @param min,max,average of the numbers, null when there is none; the average has 34 digits
/// @param distinct different values; 100 and 1e2 are one
/// @param distinctExact false: at least so many
/// @param exact false: of the newest events only
public record FieldStatistics(
        String path,
        long events,
        long missing,
        long values,
        long numbers,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable BigDecimal average,
        long distinct,
        boolean distinctExact,
        boolean exact) {}
