package dev.sluice.server.bench;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A question of the fixed list.
///
/// @param hits events it finds, [#UNKNOWN] where nobody planted them
/// @param from,to receive time, null for no bound
/// @param naive the same as a condition over the table of events, null when it is not compared
record SearchQuery(
        Kind kind,
        String name,
        long hits,
        @Nullable Instant from,
        @Nullable Instant to,
        String text,
        @Nullable String naive) {
    static final long UNKNOWN = -1;

    enum Kind {
        /// the first page
        PAGE,
        /// counts over time
        HISTOGRAM,
        /// all of it
        EXPORT;

        /// as the list and the targets spell it
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    SearchQuery comparedWith(String condition) {
        return new SearchQuery(kind, name, hits, from, to, text, condition);
    }
}
