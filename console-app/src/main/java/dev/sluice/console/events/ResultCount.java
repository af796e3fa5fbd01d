package dev.sluice.console.events;

import dev.sluice.console.widget.Numbers;
import dev.sluice.model.search.EventCount;

/// How many there are, in words.
///
/// @param figure `1,284 events`
/// @param note `exact · 18 ms`
record ResultCount(String figure, String note) {
    static final ResultCount COUNTING = new ResultCount("Counting…", "");

    static ResultCount of(EventCount count, long millis) {
        String figure = Numbers.count(count.count(), "event", "events");
        return new ResultCount(
                count.exact() ? figure : Numbers.approximately(figure),
                (count.exact() ? "exact" : "estimate") + " · " + Numbers.grouped(millis) + " ms");
    }
}
