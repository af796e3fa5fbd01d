package dev.sluice.server.store;

import java.util.List;
import java.util.stream.Collectors;

/// A pattern in which `*` stands for any text, compared byte for byte.
///
/// @param parts the texts between the stars, in order; a single part is an exact text
public record Glob(List<String> parts) {
    public Glob {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a pattern has at least one part");
        }
    }

    public static Glob exact(String text) {
        return new Glob(List.of(text));
    }

    /// Every `*` of the text is a star.
    public static Glob of(String text) {
        return new Glob(List.of(text.split("\\*", -1)));
    }

    public boolean isExact() {
        return parts.size() == 1;
    }

    public boolean matches(String text) {
        String first = parts.getFirst();
        if (isExact()) {
            return text.equals(first);
        }
        String last = parts.getLast();
        if (!text.startsWith(first) || text.length() < first.length() + last.length() || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = text.length() - last.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }

    /// For LIKE with the escape character `\`.
    String like() {
        return parts.stream().map(Glob::escape).collect(Collectors.joining("%"));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
