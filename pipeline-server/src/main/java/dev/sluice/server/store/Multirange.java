package dev.sluice.server.store;

import java.util.List;

/// Ranges of ordinals as PostgreSQL's `int8multirange` spells them.
final class Multirange {
    private Multirange() {}

    static String text(List<OrdinalRange> ranges) {
        StringBuilder text = new StringBuilder("{");
        for (OrdinalRange range : ranges) {
            if (range.lo() < range.hi()) {
                text.append(text.length() > 1 ? "," : "")
                        .append('[')
                        .append(range.lo())
                        .append(',')
                        .append(range.hi())
                        .append(')');
            }
        }
        return text.append('}').toString();
    }
}
