package dev.sluice.server.store;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one spelling of a JSON number: `1`, `1.0` and `1e0` are the same. Exponents are never written out.
final class Numbers {
    private static final Pattern JSON = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    static final int MAX_LENGTH = 256;

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

    /// True for the spelling without an exponent, and without needless zeros, that each number of at most 256
    /// characters has once: `100`, `-0.5`; not `1e2`, `100.0`, `-0`.
    ///
    /// @param number a JSON number
    static boolean isPlain(String number) {
        int length = number.length();
        if (length > MAX_LENGTH || number.equals("-0")) {
            return false;
        }
        boolean fraction = false;
        for (int i = 0; i < length; i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                return false;
            }
            fraction |= c == '.';
        }
        return !fraction || number.charAt(length - 1) != '0';
    }

    /// @param number a JSON number
    /// @return its plain spelling; null when that would be longer than 256 characters
    static @Nullable String plain(String number) {
        if (number.length() > MAX_LENGTH) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(number).stripTrailingZeros();
            if (Math.abs((long) value.scale()) > MAX_LENGTH) {
                return null;
            }
            String plain = value.signum() == 0 ? "0" : value.toPlainString();
            return plain.length() > MAX_LENGTH ? null : plain;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
