package dev.sluice.console.events;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.StoredPage;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where the screen's events come from. Every call but `now` blocks and fails with a client exception.
public interface EventSearch {
    StoredPage page(EventQuery query, int limit, @Nullable String cursor) throws InterruptedException;

    EventCount count(EventQuery query) throws InterruptedException;

    Histogram histogram(EventQuery query, int buckets) throws InterruptedException;

    /// The server's clock.
    Instant now();

    /// The events of a server.
    static EventSearch of(SluiceClient client) {
        return new EventSearch() {
            @Override
            public StoredPage page(EventQuery query, int limit, @Nullable String cursor) throws InterruptedException {
                return client.events(query, limit, cursor);
            }

            @Override
            public EventCount count(EventQuery query) throws InterruptedException {
                return client.count(query);
            }

            @Override
            public Histogram histogram(EventQuery query, int buckets) throws InterruptedException {
                return client.histogram(query, buckets);
            }

            @Override
            public Instant now() {
                return client.serverTime();
            }
        };
    }
}
