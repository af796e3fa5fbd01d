package dev.sluice.server.control;

import dev.sluice.model.access.LoginRequest;
import dev.sluice.model.access.NewSession;
import dev.sluice.model.access.PasswordChange;
import dev.sluice.model.access.Person;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.access.Holder;
import dev.sluice.server.access.KeyTokens;
import dev.sluice.server.access.LoginThrottle;
import dev.sluice.server.access.PasswordRules;
import dev.sluice.server.access.Passwords;
import dev.sluice.server.store.PersonRecord;
import dev.sluice.server.store.PersonStore;
import dev.sluice.server.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logs people in and out. Who is not there, who has another password and who is disabled get the same answer after the
/// same time. Every method may throw [PipelineException] `database-unavailable`. Thread-safe.
public final class Logins {
    private static final int MAX_NAME = 64;

    private final PersonStore people;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Duration lifetime;
    private final Fleet fleet;
    private final Runnable onChange;
    private final KeyTokens tokens = new KeyTokens();

    /// @param lifetime of a session, however much it is used
    /// @param onChange brings this instance's snapshot up to date
    public Logins(
            PersonStore people,
            SessionStore sessions,
            Passwords passwords,
            LoginThrottle throttle,
            Duration lifetime,
            Fleet fleet,
            Runnable onChange) {
        this.people = people;
        this.sessions = sessions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.lifetime = lifetime;
        this.fleet = fleet;
        this.onChange = onChange;
    }

    /// @throws PipelineException `wrong-password`; `login-throttled`; `malformed-request`; `overloaded`
    public NewSession logIn(LoginRequest request, String address) {
        if (request.user() == null || request.password() == null) {
            throw new PipelineException(ErrorCode.MALFORMED_REQUEST, "user and password are required, as texts.");
        }
        String name = People.normal(request.user());
        String tried = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        throttle.enter(tried, address);
        @Nullable PersonRecord person;
        try {
            person = right(tried, request.password()).orElse(null);
        } catch (PipelineException e) {
            throttle.undone(tried, address);
            throw e;
        }
        if (person == null) {
            // the name of somebody who is not there may be a password in the wrong field
            String who = people.find(tried).map(p -> p.person().name()).orElse("unknown");
            record(who, address, "log-in", "denied", "wrong name or password, or disabled");
            throw wrong();
        }
        throttle.succeeded(tried, address);
        return begin(renewed(person, request.password()), address);
    }

    /// The person, when the password is right and may be used.
    private Optional<PersonRecord> right(String name, String password) {
        Optional<PersonRecord> person = people.find(name);
        boolean usable = password.length() <= 2 * PasswordRules.MOST;
        boolean right = passwords.matches(
                usable ? password : "", usable ? person.map(PersonRecord::hash).orElse("") : "");
        return person.filter(p -> right && !p.person().disabled());
    }

    private PersonRecord renewed(PersonRecord person, String password) {
        if (!passwords.outdated(person.hash())) {
            return person;
        }
        String name = person.person().name();
        people.rehash(name, person.hash(), passwords.hash(password));
        return people.find(name).orElseThrow(Logins::wrong);
    }

    private NewSession begin(PersonRecord record, String address) {
        Person person = record.person();
        String id = tokens.newId();
        String token = tokens.newToken(id);
        Instant until = Instant.now().plus(lifetime).truncatedTo(ChronoUnit.MICROS);
        AuditRecord audit = audit(person.name(), address, "log-in", "done", null);
        if (!sessions.begin(record, id, KeyTokens.hash(token), address, until, audit)) {
            throw wrong();
        }
        fleet.announce(audit);
        onChange.run();
        return new NewSession(token, person.name(), person.role(), until);
    }

    /// Ends the session of a token.
    public void logOut(Holder holder, Actor actor) {
        AuditRecord audit = audit(actor.name(), actor.address(), "log-out", "done", null);
        sessions.end(holder.id(), audit);
        fleet.announce(audit);
        onChange.run();
    }

    /// Gives the holder of a session another password; every other session of the same person ends.
    ///
    /// @throws PipelineException `forbidden` when the old one is wrong; `weak-password`; `login-throttled`
    public void changePassword(Holder holder, PasswordChange change, Actor actor) {
        if (change.old() == null || change.password() == null) {
            throw new PipelineException(ErrorCode.MALFORMED_REQUEST, "old and password are required, as texts.");
        }
        String name = holder.name();
        PasswordRules.require(change.password(), name);
        throttle.enter(name, actor.address());
        if (right(name, change.old()).isEmpty()) {
            record(name, actor.address(), "change-password", "denied", "the old password was wrong");
            // not 401: the session is good, and a client must not throw it away
            throw new PipelineException(ErrorCode.FORBIDDEN, "The old password is not the one in force.");
        }
        throttle.succeeded(name, actor.address());
        AuditRecord audit = audit(name, actor.address(), "change-password", "done", null);
        people.change(
                name,
                new PersonStore.Change(null, null, passwords.hash(change.password()), holder.id()),
                false,
                (before, after) -> audit);
        fleet.announce(audit);
        onChange.run();
    }

    private void record(String who, String address, String act, String outcome, @Nullable String why) {
        fleet.record(audit(who, address, act, outcome, why));
    }

    private static AuditRecord audit(String who, String address, String act, String outcome, @Nullable String why) {
        return new AuditRecord(Instant.now(), who, act, "user:" + who, why, outcome, address, null, null);
    }

    private static PipelineException wrong() {
        return new PipelineException(
                ErrorCode.WRONG_PASSWORD, "There is nobody of that name with that password who may log in.");
    }
}
