package dev.sluice.server.search;

import dev.sluice.server.store.Condition;
import dev.sluice.server.store.NumberRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// `data.amount>100`, `time<2026-11-24T10:00`, and the value `10..20`.
final class Comparisons {
    private static final String BETWEEN = "..";

    private Comparisons() {}

    /// @param zone of times written without one
    static Condition read(QueryText.Comparison comparison, ZoneId zone) {
        boolean above = comparison.operator().startsWith(">");
        boolean inclusive = comparison.operator().endsWith("=");
        if (comparison.field().equals("time")) {
            Instant at = Moment.read(comparison.value(), zone, comparison.valueColumn());
            // events' times are kept in microseconds; > and <= mean the one after
            Instant bound =
                    above == inclusive ? at : at.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
            return above ? new Condition.Occurred(bound, null) : new Condition.Occurred(null, bound);
        }
        BigDecimal number = NumberRange.read(comparison.value());
        if (number == null) {
            throw QueryText.fault(
                    "a number is expected after " + comparison.field() + comparison.operator()
                            + ", such as 100, -0.5 or 1e9; quote the text to search for it as it stands",
                    comparison.valueColumn());
        }
        return new Condition.Number(
                comparison.field(), above ? NumberRange.from(number, inclusive) : NumberRange.to(number, inclusive));
    }

    /// `10..20`, both ends included.
    ///
    /// @return null when the value is no range: it is a text then
    static @Nullable NumberRange range(String value) {
        int dots = value.indexOf(BETWEEN);
        if (dots < 0) {
            return null;
        }
        BigDecimal low = NumberRange.read(value.substring(0, dots));
        BigDecimal high = NumberRange.read(value.substring(dots + BETWEEN.length()));
        return low == null || high == null ? null : NumberRange.between(low, high);
    }
}
