package dev.sluice.server.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A range of numbers, compared exactly, whatever their size: 2^53 and 2^53 + 1 are two numbers.
///
/// @param low,high null for no bound; at least one is there
public record NumberRange(@Nullable Bound low, @Nullable Bound high) {
    /// Decimal orders of magnitude a bound may have. Events' numbers beyond 10^±9999 are compared as if they were
    // there.
    private static final int MAX_EXPONENT = 4_096;

    public NumberRange {
        if (low == null && high == null) {
            throw new IllegalArgumentException("a range of numbers has a bound");
        }
    }

    public record Bound(BigDecimal value, boolean inclusive) {}

    public static NumberRange from(BigDecimal value, boolean inclusive) {
        return new NumberRange(new Bound(value, inclusive), null);
    }

    public static NumberRange to(BigDecimal value, boolean inclusive) {
        return new NumberRange(null, new Bound(value, inclusive));
    }

    /// Both ends included.
    public static NumberRange between(BigDecimal low, BigDecimal high) {
        return new NumberRange(new Bound(low, true), new Bound(high, true));
    }

    /// The number as JSON writes it, of at most 256 characters and 4,096 orders of magnitude.
    ///
    /// @return null when it is none
    public static @Nullable BigDecimal read(String text) {
        if (Numbers.canonical(text) == null || text.length() > Numbers.MAX_LENGTH) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            long exponent = (long) value.precision() - value.scale();
            return value.signum() != 0 && Math.abs(exponent) > MAX_EXPONENT ? null : value;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    public boolean contains(BigDecimal number) {
        return (low == null || number.compareTo(low.value()) > (low.inclusive() ? -1 : 0))
                && (high == null || number.compareTo(high.value()) < (high.inclusive() ? 1 : 0));
    }
}
