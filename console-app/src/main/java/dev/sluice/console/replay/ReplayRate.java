package dev.sluice.console.replay;

import org.jspecify.annotations.Nullable;

/// Events a second as somebody types them.
final class ReplayRate {
    private static final int MAX = 50_000;

    private ReplayRate() {}

    /// Empty text is no wish, and fits.
    static boolean fits(String text) {
        String digits = text.strip().replace(",", "");
        return digits.isEmpty()
                || digits.matches("[0-9]{1,6}") && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= MAX;
    }

    /// @param text that fits
    static @Nullable Integer of(String text) {
        String digits = text.strip().replace(",", "");
        return digits.isEmpty() ? null : Integer.valueOf(digits);
    }
}
