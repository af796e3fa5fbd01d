package dev.sluice.server.app;

import dev.sluice.server.access.Keyring;
import dev.sluice.server.access.LoginThrottle;
import dev.sluice.server.access.Passwords;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.control.Fleet;
import dev.sluice.server.control.KeyActs;
import dev.sluice.server.control.Logins;
import dev.sluice.server.control.People;
import dev.sluice.server.store.AccessSnapshot;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.DatabaseSettings;
import dev.sluice.server.store.KeyFeed;
import dev.sluice.server.store.KeyStore;
import dev.sluice.server.store.PersonStore;
import dev.sluice.server.store.SessionStore;

/// Who may come in: the keyring, and what changes it.
final class Membership implements AutoCloseable {
    private final Keyring keyring;
    private final AdminToken admin;
    private final KeyActs keys;
    private final People people;
    private final Logins logins;

    /// @param admin the token of the first administrator, or the way to one
    Membership(ServerConfig config, AdminToken admin, Database database, DatabaseSettings settings, Fleet fleet) {
        this.admin = admin;
        keyring = new Keyring(config.sessions().idle());
        admin.token().ifPresent(keyring::admin);
        SessionStore sessions = new SessionStore(database);
        PersonStore persons = new PersonStore(database);
        Passwords passwords = new Passwords();
        keys = new KeyActs(new KeyStore(database), new KeyFeed(settings), sessions, keyring, this::takeOver, fleet);
        people = new People(persons, sessions, passwords, fleet, keys::sync);
        logins = new Logins(
                persons,
                sessions,
                passwords,
                new LoginThrottle(),
                config.sessions().lifetime(),
                fleet,
                keys::sync);
    }

    /// The first snapshot tells whether anybody can administer this server; it is made so that somebody can.
    private void takeOver(AccessSnapshot snapshot) {
        if (!keyring.hasAdmin() && !snapshot.administered()) {
            keyring.admin(admin.make());
        }
        keyring.replace(snapshot);
    }

    Keyring keyring() {
        return keyring;
    }

    KeyActs keys() {
        return keys;
    }

    People people() {
        return people;
    }

    Logins logins() {
        return logins;
    }

    @Override
    public void close() {
        keys.close();
    }
}
