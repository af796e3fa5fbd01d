package dev.sluice.server.search;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.search.SavedSearch;
import dev.sluice.model.search.SavedSearchList;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.SavedSearchStore;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Searches that the team shares. A query is kept only when it can be read. Thread-safe; all methods throw
/// [PipelineException] `database-unavailable`.
public final class SavedSearches {
    /// Something to see at both ends, nothing a terminal would obey.
    private static final Pattern NAME = Pattern.compile("[^\\p{C}\\s](?:[^\\p{C}]{0,78}[^\\p{C}\\s])?");

    private final SavedSearchStore store;
    private final InstantSource clock;

    public SavedSearches(Database database, InstantSource clock) {
        this.store = new SavedSearchStore(database);
        this.clock = clock;
    }

    public SavedSearchList list() {
        return new SavedSearchList(store.list());
    }

    /// Keeps the query under the name, in the place of what is there.
    ///
    /// @param who saves it
    /// @throws PipelineException `malformed-request` (name), `malformed-query` (column), `conflict` (too many)
    public SavedSearch save(String name, @Nullable String query, String who) {
        if (!NAME.matcher(name).matches()) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    "A search's name has 1 to 80 visible characters and blanks between them; this one has "
                            + name.length() + ".");
        }
        if (query == null || query.isBlank()) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, "query is missing; send {\"query\":\"type:order.* last:1h\"}.");
        }
        QueryParser.parse(query, clock.instant(), ZoneOffset.UTC);
        return store.save(name, query, who);
    }

    /// @throws PipelineException `not-found`
    public void delete(String name) {
        if (!NAME.matcher(name).matches() || !store.delete(name)) {
            throw new PipelineException(
                    ErrorCode.NOT_FOUND, "There is no saved search of that name; GET /v1/searches lists them.");
        }
    }
}
