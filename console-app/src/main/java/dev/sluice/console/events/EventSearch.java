package dev.sluice.console.events;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.ExportFile;
import dev.sluice.console.client.ExportFile.Exported;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.StoredPage;
import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import dev.sluice.model.search.SavedSearch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the screen's events come from. Every call but `now` blocks and fails with a client exception.
public interface EventSearch {
    StoredPage page(EventQuery query, int limit, @Nullable String cursor) throws InterruptedException;

    EventCount count(EventQuery query) throws InterruptedException;

    Histogram histogram(EventQuery query, int buckets) throws InterruptedException;

    /// Writes every event of the query into a file that appears when it is whole.
    ///
    /// @param csv false: NDJSON
    Exported export(EventQuery query, Path file, boolean csv) throws IOException, InterruptedException;

    /// The team's searches, by name.
    List<SavedSearch> saved() throws InterruptedException;

    /// Keeps a query for the team, in the place of what has that name.
    SavedSearch save(String name, String query) throws InterruptedException;

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
            public Exported export(EventQuery query, Path file, boolean csv) throws IOException, InterruptedException {
                try (InputStream in = client.export(query, csv ? "csv" : "ndjson", null)) {
                    return ExportFile.write(in, file, csv);
                }
            }

            @Override
            public List<SavedSearch> saved() throws InterruptedException {
                return client.savedSearches();
            }

            @Override
            public SavedSearch save(String name, String query) throws InterruptedException {
                return client.saveSearch(name, query);
            }

            @Override
            public Instant now() {
                return client.serverTime();
            }
        };
    }
}
