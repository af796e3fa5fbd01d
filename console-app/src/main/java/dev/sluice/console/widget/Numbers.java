package dev.sluice.console.widget;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How figures are written: grouped thousands, "–" for none, "≈" before an estimate.
public final class Numbers {
    /// What stands where there is no figure.
    public static final String NONE = "–";

    private Numbers() {}

    /// `1,204,311`
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// A rate or a duration in milliseconds: one decimal below ten, none from there on.
    public static String measured(@Nullable Double value) {
        if (value == null || value.isNaN() || value.isInfinite()) {
            return NONE;
        }
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) < 9.95) {
            return Math.abs(value) < 0.05 ? "< 0.1" : String.format(Locale.ROOT, "%.1f", value);
        }
        return grouped(Math.round(value));
    }

    /// At an axis: `0`, `0.5`, `714`, `1.4k`, `12k`, `2.9M`; at most three digits.
    public static String compact(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size < 999.5) {
            return size == Math.rint(size) ? Long.toString((long) value) : digits(value);
        }
        if (size < 999_500) {
            return digits(value / 1_000) + "k";
        }
        if (size < 999_500_000) {
            return digits(value / 1_000_000) + "M";
        }
        return digits(value / 1_000_000_000) + "G";
    }

    /// `1 event`, `392 events`
    public static String count(long value, String singular, String plural) {
        return grouped(value) + " " + (value == 1 ? singular : plural);
    }

    /// `≈ 1,284`
    public static String approximately(String figure) {
        return "≈ " + figure;
    }

    private static String digits(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) < 99.5 ? "%.1f" : "%.0f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
