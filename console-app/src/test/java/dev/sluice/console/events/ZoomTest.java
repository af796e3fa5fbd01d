package dev.sluice.console.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.ExportFile.Exported;
import dev.sluice.console.client.StoredPage;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import dev.sluice.model.search.SavedSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ZoomTest {
    private static final Instant DAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final EventQuery WHOLE_DAY = new EventQuery("", DAY, DAY.plus(Duration.ofDays(1)), false);

    @Test
    void showsTheMinuteInWhichAllEventsCame() throws InterruptedException {
        Instant start = DAY.plus(Duration.ofHours(10));
        List<Instant> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(start.plusSeconds(i));
        }
        Histogram histogram = Zoom.histogram(new Counting(events), WHOLE_DAY, 90);

        assertTrue(Duration.between(histogram.from(), histogram.to()).compareTo(Duration.ofMinutes(3)) < 0);
        assertEquals(60, histogram.counts().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void keepsTheWholeTimeWhenEventsAreSpreadOverIt() throws InterruptedException {
        List<Instant> events = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            events.add(DAY.plus(Duration.ofHours(i)));
        }
        assertEquals(DAY, Zoom.histogram(new Counting(events), WHOLE_DAY, 90).from());
    }

    @Test
    void endsWithoutAnyEventAndWithASingleOne() throws InterruptedException {
        assertEquals(DAY, Zoom.histogram(new Counting(List.of()), WHOLE_DAY, 90).from());
        Histogram one = Zoom.histogram(new Counting(List.of(DAY.plusSeconds(7))), WHOLE_DAY, 90);

        assertEquals(1, one.counts().stream().mapToLong(Long::longValue).sum());
    }

    private record Counting(List<Instant> events) implements EventSearch {
        @Override
        public Histogram histogram(EventQuery query, int buckets) {
            Instant from = query.from();
            Instant to = query.to();
            if (from == null || to == null) {
                throw new IllegalArgumentException("a bound is missing");
            }
            double step = Duration.between(from, to).toMillis() / 1e3 / buckets;
            List<Long> counts = new ArrayList<>(Collections.nCopies(buckets, 0L));
            for (Instant at : events) {
                if (!at.isBefore(from) && at.isBefore(to)) {
                    int bucket = (int) (Duration.between(from, at).toMillis() / 1e3 / step);
                    counts.set(bucket, counts.get(bucket) + 1);
                }
            }
            return new Histogram(from, to, step, counts, true);
        }

        @Override
        public StoredPage page(EventQuery query, int limit, @Nullable String cursor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventCount count(EventQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Exported export(EventQuery query, Path file, boolean csv) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SavedSearch> saved() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SavedSearch save(String name, String query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant now() {
            return DAY;
        }
    }
}
