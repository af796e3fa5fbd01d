package dev.sluice.console.events;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.ExportFile.Exported;
import dev.sluice.console.client.StoredEvent;
import dev.sluice.console.client.StoredPage;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import dev.sluice.model.search.SavedSearch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Finds made-up events: all of them, newest first, whatever is asked for; the cursor is the place to go on at.
final class FakeEventSearch implements EventSearch {
    static final Instant NOW = Instant.parse("2026-11-23T10:01:41Z");

    final List<EventQuery> queries = new ArrayList<>();
    final List<String> cursors = new ArrayList<>();
    final List<String> exports = new CopyOnWriteArrayList<>();
    CountDownLatch exporting = new CountDownLatch(0);
    final List<SavedSearch> saved = new CopyOnWriteArrayList<>();
    int total;

    @Nullable
    RuntimeException failure;

    FakeEventSearch(int total) {
        this.total = total;
    }

    @Override
    public StoredPage page(EventQuery query, int limit, @Nullable String cursor) {
        queries.add(query);
        cursors.add(String.valueOf(cursor));
        if (failure != null) {
            throw failure;
        }
        int start = cursor == null ? 0 : Integer.parseInt(cursor);
        int end = Math.min(total, start + limit);
        List<StoredEvent> items = new ArrayList<>();
        for (int i = start; i < end; i++) {
            items.add(StoredWebhooks.event(i, NOW));
        }
        return new StoredPage(items, end < total ? String.valueOf(end) : null, true, null);
    }

    @Override
    public EventCount count(EventQuery query) {
        if (failure != null) {
            throw failure;
        }
        return new EventCount(total, true);
    }

    @Override
    public Histogram histogram(EventQuery query, int buckets) {
        if (failure != null) {
            throw failure;
        }
        List<Long> counts = LongStream.range(0, buckets)
                .map(i -> Math.round(14 + 6 * Math.sin(i / 5.0) + 4 * Math.sin(i * 1.7) + (i > 50 && i < 58 ? 16 : 0)))
                .boxed()
                .toList();
        return new Histogram(NOW.minusSeconds(buckets * 10L), NOW, 10, counts, true);
    }

    @Override
    public Exported export(EventQuery query, Path file, boolean csv) throws InterruptedException {
        exports.add(query.text() + " " + file.getFileName() + " " + csv);
        exporting.await();
        if (failure != null) {
            throw failure;
        }
        return new Exported(total, total * 300L);
    }

    @Override
    public List<SavedSearch> saved() {
        return List.copyOf(saved);
    }

    @Override
    public SavedSearch save(String name, String query) {
        if (failure != null) {
            throw failure;
        }
        SavedSearch search = new SavedSearch(name, query, "ada", NOW);
        saved.removeIf(before -> before.name().equals(name));
        saved.add(search);
        return search;
    }

    @Override
    public Instant now() {
        return NOW;
    }
}
