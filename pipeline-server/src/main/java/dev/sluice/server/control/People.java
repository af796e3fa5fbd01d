package dev.sluice.server.control;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.Person;
import dev.sluice.model.access.PersonList;
import dev.sluice.model.access.PersonRequest;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.access.PasswordRules;
import dev.sluice.server.access.Passwords;
import dev.sluice.server.store.PersonStore;
import dev.sluice.server.store.SessionStore;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes, changes and removes users. What it takes from somebody holds at once, for open sessions and sockets too.
/// Every method may throw [PipelineException] `database-unavailable`. Thread-safe.
public final class People {
    /// who else acts in the audit
    private static final Set<String> TAKEN = Set.of("admin", "sluice", "unknown");

    private final PersonStore people;
    private final SessionStore sessions;
    private final Passwords passwords;
    private final Fleet fleet;
    private final Runnable onChange;

    /// @param onChange brings this instance's snapshot up to date
    public People(PersonStore people, SessionStore sessions, Passwords passwords, Fleet fleet, Runnable onChange) {
        this.people = people;
        this.sessions = sessions;
        this.passwords = passwords;
        this.fleet = fleet;
        this.onChange = onChange;
    }

    public PersonList list() {
        return new PersonList(people.list());
    }

    /// @throws PipelineException `malformed-request`; `weak-password`; `conflict` when the name is taken
    public Person add(PersonRequest request, Actor actor) {
        String name = newName(request.name());
        AccessRole role = role(Optional.ofNullable(request.role())
                .orElseThrow(() -> malformed("role is required: viewer, operator or admin.")));
        if (Boolean.TRUE.equals(request.disabled())) {
            throw malformed("A new user is not disabled; leave disabled out.");
        }
        AuditRecord[] kept = new AuditRecord[1];
        Person added = people.add(
                name,
                role,
                hash(required(request.password()), name),
                actor.name(),
                made -> kept[0] = audit(actor, "add-user", name, null, describe(made)));
        done(kept[0]);
        return added;
    }

    /// Another role narrows open sessions; a new password or disabling ends them.
    ///
    /// @param another true: an admin who can log in must be left
    /// @throws PipelineException `not-found`; `malformed-request`; `weak-password`; `conflict`
    public Person change(String name, PersonRequest request, boolean another, Actor actor) {
        String key = normal(name);
        if (request.role() == null && request.disabled() == null && request.password() == null) {
            throw malformed("Say what to change: role, disabled or password.");
        }
        PersonStore.Change change = new PersonStore.Change(
                request.role() == null ? null : role(request.role()),
                request.disabled(),
                request.password() == null ? null : hash(request.password(), key),
                null);
        AuditRecord[] kept = new AuditRecord[1];
        Person changed = people.change(
                        key,
                        change,
                        another,
                        (before, after) -> kept[0] = audit(
                                actor,
                                "change-user",
                                key,
                                describe(before),
                                describe(after) + (request.password() == null ? "" : ", new password")))
                .orElseThrow(() -> missing(name));
        done(kept[0]);
        return changed;
    }

    /// @param another true: an admin who can log in must be left
    /// @throws PipelineException `not-found`; `conflict`
    public Person remove(String name, boolean another, Actor actor) {
        AuditRecord[] kept = new AuditRecord[1];
        Person removed = people.remove(
                        normal(name),
                        another,
                        gone -> kept[0] = audit(actor, "remove-user", gone.name(), describe(gone), "removed"))
                .orElseThrow(() -> missing(name));
        done(kept[0]);
        return removed;
    }

    /// Logs a user out everywhere.
    ///
    /// @return how many sessions ended
    /// @throws PipelineException `not-found`
    public int endSessions(String name, Actor actor) {
        String key = normal(name);
        people.find(key).orElseThrow(() -> missing(name));
        AuditRecord[] kept = new AuditRecord[1];
        int ended = sessions.endAll(key, count -> kept[0] = audit(actor, "end-sessions", key, null, count + " ended"));
        done(kept[0]);
        return ended;
    }

    private String hash(String password, String name) {
        PasswordRules.require(password, name);
        return passwords.hash(password);
    }

    private void done(AuditRecord audit) {
        fleet.announce(audit);
        onChange.run();
    }

    private static AuditRecord audit(Actor actor, String act, String name, @Nullable String before, String after) {
        return new AuditRecord(
                Instant.now(), actor.name(), act, "user:" + name, null, "done", actor.address(), before, after);
    }

    private static String describe(Person person) {
        return person.role().text() + (person.disabled() ? ", disabled" : "");
    }

    static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String newName(@Nullable String name) {
        String normal = name == null ? "" : normal(name);
        if (!normal.matches("[a-z0-9][a-z0-9._@-]{0,63}")) {
            throw malformed("name is required: 1 to 64 of a-z, 0-9, dot, _, @ and -, a letter or digit first.");
        }
        if (TAKEN.contains(normal)) {
            throw malformed("The name " + normal + " stands for something else in the audit; take another.");
        }
        return normal;
    }

    private static AccessRole role(String role) {
        return AccessRole.of(role).orElseThrow(() -> malformed("role must be viewer, operator or admin."));
    }

    private static String required(@Nullable String password) {
        return Optional.ofNullable(password).orElseThrow(() -> malformed("password is required."));
    }

    private static PipelineException missing(String name) {
        return new PipelineException(ErrorCode.NOT_FOUND, "There is no user " + name + "; GET /v1/users lists them.");
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
