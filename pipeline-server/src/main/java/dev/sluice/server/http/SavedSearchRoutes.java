package dev.sluice.server.http;

import dev.sluice.model.search.SavedSearchRequest;
import dev.sluice.server.search.SavedSearches;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Searches that the team shares.
public final class SavedSearchRoutes {
    private final SavedSearches searches;

    public SavedSearchRoutes(SavedSearches searches) {
        this.searches = searches;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/searches", "Every saved search, by name.", call -> Reply.json(searches.list())),
                Route.put("/v1/searches/{name}", "Saves a search under that name.", this::save),
                Route.delete("/v1/searches/{name}", "Deletes a saved search.", this::delete));
    }

    private Reply save(Call call) throws IOException {
        return Reply.json(searches.save(
                call.path("name"), call.json(SavedSearchRequest.class).query(), call.principal()));
    }

    private Reply delete(Call call) {
        searches.delete(call.path("name"));
        return Reply.json(Map.of("deleted", call.path("name")));
    }
}
