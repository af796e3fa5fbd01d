package dev.sluice.server.bench;

/// How many events of a data set a search is to find.
final class Hits {
    /// of things that are planted: one, a page, a thousandth and a tenth of all events
    static final int SIZES = 4;

    private static final int PAGE = 100;
    private static final int MANY = 1_000;
    private static final int MOST = 10;

    private Hits() {}

    static long[] of(long events) {
        return new long[] {1, PAGE, events / MANY, events / MOST};
    }

    /// Reads `17`, `N/1000` or `N`, where N are all events.
    ///
    /// @throws IllegalArgumentException when it is none of these
    static long read(String text, long events) {
        if (text.equals("N")) {
            return events;
        }
        return text.startsWith("N/") ? events / Long.parseLong(text.substring(2)) : Long.parseLong(text);
    }
}
