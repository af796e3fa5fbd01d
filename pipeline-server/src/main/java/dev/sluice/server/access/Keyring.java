package dev.sluice.server.access;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.Secret;
import dev.sluice.server.store.AccessSnapshot;
import dev.sluice.server.store.KeyRecord;
import dev.sluice.server.store.SessionRecord;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Knows who a token belongs to: the admin token, and a complete snapshot of the keys, tokens and sessions in force.
/// Asking costs one hash and one look-up. Thread-safe.
public final class Keyring {
    private static final Principal ADMIN = new Principal.Admin();

    /// of one moment, each by id
    private record Known(Map<String, KeyGrant> grants, Map<String, Holder> holders) {}

    private final Duration idle;
    private final InstantSource clock;
    private volatile byte @Nullable [] admin;
    private volatile @Nullable Known known;

    /// @param idle a session ends when it is not used for so long
    public Keyring(Duration idle) {
        this(idle, InstantSource.system());
    }

    Keyring(Duration idle, InstantSource clock) {
        this.idle = idle;
        this.clock = clock;
    }

    /// Lets the bearer of this token do everything, from now on.
    public void admin(Secret token) {
        admin = KeyTokens.hash(token.value());
    }

    /// true: there is an admin token
    public boolean hasAdmin() {
        return admin != null;
    }

    /// Takes over a snapshot.
    public synchronized void replace(AccessSnapshot fresh) {
        Known before = known == null ? new Known(Map.of(), Map.of()) : known;
        Map<String, KeyGrant> grants = new HashMap<>();
        Map<String, Holder> holders = new HashMap<>();
        for (KeyRecord key : fresh.keys()) {
            String id = key.key().id();
            Optional<AccessRole> role = AccessRole.of(key.key().role());
            if (role.isPresent()) {
                holders.put(id, Holder.ofScript(key, role.get(), before.holders.get(id)));
            } else if (key.key().role().equals(IngestKey.INGEST)) {
                @Nullable KeyGrant grant = before.grants.get(id);
                grants.put(id, grant != null && grant.isOf(key) ? grant : KeyGrant.of(key, grant));
            }
        }
        for (SessionRecord session : fresh.sessions()) {
            holders.put(session.id(), Holder.ofSession(session, idle, before.holders.get(session.id())));
        }
        known = new Known(Map.copyOf(grants), Map.copyOf(holders));
    }

    /// true once a snapshot was taken over
    public boolean known() {
        return known != null;
    }

    /// @return empty when the token is nobody's: never made, revoked, expired
    /// @throws PipelineException `database-unavailable` for a token of the snapshot's kind before there is one
    public Optional<Principal> principal(String token) {
        byte[] hash = KeyTokens.hash(token);
        byte @Nullable [] all = admin;
        if (all != null && MessageDigest.isEqual(all, hash)) {
            return Optional.of(ADMIN);
        }
        @Nullable String id = KeyTokens.idOf(token);
        if (id == null) {
            return Optional.empty();
        }
        Known present = known;
        if (present == null) {
            throw new PipelineException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The server has not read its keys from the database yet; send again later.");
        }
        Instant now = clock.instant();
        @Nullable Holder holder = present.holders.get(id);
        if (holder != null) {
            return holder.opensWith(hash) ? inForce(holder, now) : Optional.empty();
        }
        @Nullable KeyGrant grant = present.grants.get(id);
        if (grant == null || !grant.opensWith(hash) || grant.expired(now)) {
            return Optional.empty();
        }
        grant.used(now);
        return Optional.of(new Principal.Producer(grant));
    }

    private static Optional<Principal> inForce(Holder holder, Instant now) {
        if (holder.over(now)) {
            return Optional.empty();
        }
        holder.used(now);
        return Optional.of(new Principal.Member(holder));
    }

    /// The same caller as of now, for what outlasts a request; counts as a use.
    ///
    /// @return empty when its token is no longer in force
    public Optional<Principal> renewed(Principal caller) {
        if (!(caller instanceof Principal.Member(Holder holder))) {
            return Optional.of(caller);
        }
        Known present = known;
        @Nullable Holder now = present == null ? null : present.holders.get(holder.id());
        return now == null ? Optional.empty() : inForce(now, clock.instant());
    }

    /// Which keys and tokens were used since the last call, and when last.
    public Map<String, Instant> takeUses() {
        Map<String, Instant> uses = new HashMap<>();
        Known present = known;
        if (present != null) {
            present.grants.forEach((id, grant) -> note(uses, id, grant.takeUse()));
            present.holders.values().stream()
                    .filter(holder -> !holder.isSession())
                    .forEach(holder -> note(uses, holder.id(), holder.takeUse()));
        }
        return uses;
    }

    /// Which sessions were used since the last call, and when last.
    public Map<String, Instant> takeSessionUses() {
        Map<String, Instant> uses = new HashMap<>();
        Known present = known;
        if (present != null) {
            present.holders.values().stream()
                    .filter(Holder::isSession)
                    .forEach(holder -> note(uses, holder.id(), holder.takeUse()));
        }
        return uses;
    }

    private static void note(Map<String, Instant> uses, String id, @Nullable Instant use) {
        if (use != null) {
            uses.put(id, use);
        }
    }
}
