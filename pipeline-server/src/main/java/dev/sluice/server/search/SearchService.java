package dev.sluice.server.search;

import dev.sluice.model.search.EventCount;
import dev.sluice.model.search.Histogram;
import dev.sluice.server.store.Database;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers questions about stored events. All methods throw
/// [dev.sluice.model.error.PipelineException]: `malformed-query` (with the column), `malformed-request` (limits,
/// range),
/// `invalid-cursor`, `query-timeout`, `database-unavailable`.
public final class SearchService {
    public SearchService(Database database, InstantSource clock) {}

    /// One page; it ends early at 8 MiB of events, then `next` is set.
    public SearchPage page(SearchRequest request) {
        throw new UnsupportedOperationException();
    }

    /// How many events match; limit, cursor and order do not matter.
    public EventCount count(SearchRequest request) {
        throw new UnsupportedOperationException();
    }

    /// Matching events over receive time.
    ///
    /// @param buckets 1 to 1,000
    public Histogram histogram(SearchRequest request, int buckets) {
        throw new UnsupportedOperationException();
    }

    /// The event of that id; the newest when several sources share it and no source is given.
    public Optional<byte[]> find(String id, @Nullable String source) {
        throw new UnsupportedOperationException();
    }
}
