package dev.sluice.console.client;

import static dev.sluice.console.client.EventQuery.encoded;

import dev.sluice.model.access.LoginRequest;
import dev.sluice.model.access.NewSession;
import dev.sluice.model.access.PasswordChange;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonList;
import dev.sluice.model.access.PersonRequest;
import dev.sluice.model.access.SessionState;
import java.time.Duration;
import java.util.List;

/// Logging in and out, and who may. Throws as [SluiceClient] does; thread-safe.
public final class PeopleClient {
    /// a log-in waits for its turn to be checked, on purpose
    private static final Duration LOGIN = Duration.ofSeconds(20);

    private static final Duration QUICK = Duration.ofSeconds(10);

    private final Exchange exchange;

    PeopleClient(Exchange exchange) {
        this.exchange = exchange;
    }

    public NewSession logIn(String user, String password) throws InterruptedException {
        return exchange.post("/v1/session", new LoginRequest(user, password), LOGIN, NewSession.class);
    }

    /// Who the token belongs to and what it may do.
    public SessionState session() throws InterruptedException {
        return exchange.get("/v1/session", QUICK, SessionState.class);
    }

    public void logOut() throws InterruptedException {
        exchange.send("DELETE", "/v1/session", null, QUICK);
    }

    public void changePassword(String old, String password) throws InterruptedException {
        exchange.send("PUT", "/v1/session/password", new PasswordChange(old, password), LOGIN);
    }

    /// By name.
    public List<Person> users() throws InterruptedException {
        return exchange.get("/v1/users", QUICK, PersonList.class).items();
    }

    public Person add(PersonRequest request) throws InterruptedException {
        return exchange.post("/v1/users", request, LOGIN, Person.class);
    }

    /// What is null in the request stays.
    public Person change(String name, PersonRequest request) throws InterruptedException {
        return exchange.ask("PATCH", "/v1/users/" + encoded(name), request, LOGIN, Person.class);
    }

    public Person remove(String name) throws InterruptedException {
        return exchange.delete("/v1/users/" + encoded(name), QUICK, Person.class);
    }

    /// Logs a user out everywhere.
    public void endSessions(String name) throws InterruptedException {
        exchange.send("DELETE", "/v1/users/" + encoded(name) + "/sessions", null, QUICK);
    }
}
