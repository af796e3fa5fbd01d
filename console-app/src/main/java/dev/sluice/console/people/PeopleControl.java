package dev.sluice.console.people;

import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonRequest;
import java.util.List;

/// What the screen asks of a server. Every call blocks and fails with a client exception.
public interface PeopleControl {
    List<Person> users() throws InterruptedException;

    Person add(PersonRequest request) throws InterruptedException;

    Person change(String name, PersonRequest request) throws InterruptedException;

    Person remove(String name) throws InterruptedException;

    void endSessions(String name) throws InterruptedException;

    /// The acts of a server.
    static PeopleControl of(SluiceClient client) {
        return new PeopleControl() {
            @Override
            public List<Person> users() throws InterruptedException {
                return client.people().users();
            }

            @Override
            public Person add(PersonRequest request) throws InterruptedException {
                return client.people().add(request);
            }

            @Override
            public Person change(String name, PersonRequest request) throws InterruptedException {
                return client.people().change(name, request);
            }

            @Override
            public Person remove(String name) throws InterruptedException {
                return client.people().remove(name);
            }

            @Override
            public void endSessions(String name) throws InterruptedException {
                client.people().endSessions(name);
            }
        };
    }
}
