package dev.sluice.console.widget;

import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/// The two fonts of a chart, and the widths of text in them.
final class ChartText {
    static final Font PLAIN = Font.font("Sluice Sans", 11);
    static final Font BOLD = Font.font("Sluice Sans", FontWeight.BOLD, 11);

    private ChartText() {}

    static double width(String text, Font font) {
        Text measure = new Text(text);
        measure.setFont(font);
        return Math.ceil(measure.getLayoutBounds().getWidth());
    }

    /// `text`, or as much of it as `room` pixels hold with "…" after it, or nothing.
    static String fit(String text, Font font, double room) {
        if (width(text, font) <= room) {
            return text;
        }
        int end = text.length() - 1;
        while (end > 2 && width(text.substring(0, end).stripTrailing() + "…", font) > room) {
            end--;
        }
        return end > 2 ? text.substring(0, end).stripTrailing() + "…" : "";
    }
}
