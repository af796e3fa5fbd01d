package dev.sluice.server.http;

import dev.sluice.model.access.PersonRequest;
import dev.sluice.server.access.Principal;
import dev.sluice.server.control.People;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Users and their roles.
public final class PeopleRoutes {
    private final People people;

    public PeopleRoutes(People people) {
        this.people = people;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/users", "Every user, by name.", call -> Reply.json(people.list())),
                Route.post("/v1/users", "Makes a user.", this::add),
                Route.put("/v1/users/{name}", "Changes a user's role or password, or disables the user.", this::change),
                Route.patch("/v1/users/{name}", "The same as PUT: what is left out stays.", this::change),
                Route.delete("/v1/users/{name}", "Removes a user and ends every session.", this::remove),
                Route.delete("/v1/users/{name}/sessions", "Logs a user out everywhere.", this::endSessions));
    }

    private Reply add(Call call) throws IOException {
        return Reply.json(201, people.add(call.json(PersonRequest.class), call.actor()));
    }

    private Reply change(Call call) throws IOException {
        return Reply.json(
                people.change(call.path("name"), call.json(PersonRequest.class), needsAnother(call), call.actor()));
    }

    private Reply remove(Call call) {
        return Reply.json(people.remove(call.path("name"), needsAnother(call), call.actor()));
    }

    private Reply endSessions(Call call) {
        return Reply.json(Map.of("ended", people.endSessions(call.path("name"), call.actor())));
    }

    /// Whoever has the admin token can make the next admin, and needs none to be left.
    private static boolean needsAnother(Call call) {
        return !(call.caller() instanceof Principal.Admin);
    }
}
