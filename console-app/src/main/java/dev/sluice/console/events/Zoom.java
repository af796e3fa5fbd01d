package dev.sluice.console.events;

import dev.sluice.console.client.EventQuery;
import dev.sluice.model.search.Histogram;
import java.time.Duration;
import java.util.List;

/// Asks for a histogram of the time in which there are events: a day with one busy minute is no use as one bar.
final class Zoom {
    private static final int MOST_STEPS = 4;
    private static final Duration LEAST_SPAN = Duration.ofSeconds(20);

    private Zoom() {}

    static Histogram histogram(EventSearch search, EventQuery query, int buckets) throws InterruptedException {
        Histogram histogram = search.histogram(query, buckets);
        for (int step = 0; step < MOST_STEPS; step++) {
            List<Long> counts = histogram.counts();
            int first = 0;
            while (first < counts.size() && counts.get(first) == 0) {
                first++;
            }
            int last = counts.size() - 1;
            while (last > first && counts.get(last) == 0) {
                last--;
            }
            boolean spread = last - first + 1 > counts.size() / 2;
            if (first >= counts.size()
                    || spread
                    || Duration.between(histogram.from(), histogram.to()).compareTo(LEAST_SPAN) <= 0) {
                return histogram;
            }
            // one empty bar on either side shows that this is all
            EventQuery part = new EventQuery(
                    query.text(),
                    HistogramChart.start(histogram, Math.max(0, first - 1)),
                    HistogramChart.start(histogram, Math.min(counts.size(), last + 2)),
                    query.oldestFirst());
            histogram = search.histogram(part, buckets);
        }
        return histogram;
    }
}
