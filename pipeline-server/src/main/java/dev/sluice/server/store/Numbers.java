package dev.sluice.server.store;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one spelling of a JSON number: `1`, `1.0` and `1e0` are the same. Exponents are never written out.
final class Numbers {
    private static final Pattern JSON = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int MAX_LENGTH = 256;

    private Numbers() {}

    /// @return null when the text is not a JSON number
    static @Nullable String canonical(String text) {
        return JSON.matcher(text).matches() ? canonicalOf(text) : null;
    }

    /// @param number a JSON number; longer than 256 characters or beyond any exponent, it stays as it is spelled
    static String canonicalOf(String number) {
        if (number.length() > MAX_LENGTH) {
            return number;
        }
        try {
            BigDecimal value = new BigDecimal(number);
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
        } catch (ArithmeticException | NumberFormatException e) {
            return number;
        }
    }
}
