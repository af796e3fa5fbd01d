package dev.sluice.server.access;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.Secret;
import dev.sluice.server.store.KeyRecord;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Knows who a token belongs to: the admin token of the configuration, and a complete snapshot of the keys in force.
/// Asking costs one hash and one look-up. Thread-safe.
public final class Keyring {
    private static final Principal ADMIN = new Principal.Admin();

    private final byte[] admin;
    private final InstantSource clock;
    private volatile @Nullable Map<String, KeyGrant> grants;

    public Keyring(Secret adminToken) {
        this(adminToken, InstantSource.system());
    }

    Keyring(Secret adminToken, InstantSource clock) {
        this.admin = KeyTokens.hash(adminToken.value());
        this.clock = clock;
    }

    /// Takes over a snapshot: every key that is not revoked.
    public synchronized void replace(List<KeyRecord> keys) {
        Map<String, KeyGrant> present = grants == null ? Map.of() : grants;
        Map<String, KeyGrant> fresh = new HashMap<>();
        for (KeyRecord key : keys) {
            @Nullable KeyGrant before = present.get(key.key().id());
            fresh.put(key.key().id(), before != null && before.isOf(key) ? before : KeyGrant.of(key, before));
        }
        grants = Map.copyOf(fresh);
    }

    /// true once a snapshot was taken over
    public boolean known() {
        return grants != null;
    }

    /// @return empty when the token is nobody's: never made, revoked, expired
    /// @throws PipelineException `database-unavailable` for a key's token before the first snapshot
    public Optional<Principal> principal(String token) {
        byte[] hash = KeyTokens.hash(token);
        if (MessageDigest.isEqual(admin, hash)) {
            return Optional.of(ADMIN);
        }
        @Nullable String id = KeyTokens.idOf(token);
        if (id == null) {
            return Optional.empty();
        }
        Map<String, KeyGrant> present = grants;
        if (present == null) {
            throw new PipelineException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The server has not read its keys from the database yet; send again later.");
        }
        @Nullable KeyGrant grant = present.get(id);
        Instant now = clock.instant();
        if (grant == null || !grant.opensWith(hash) || grant.expired(now)) {
            return Optional.empty();
        }
        grant.used(now);
        return Optional.of(new Principal.Producer(grant));
    }

    /// Which keys were used since the last call, and when last.
    public Map<String, Instant> takeUses() {
        Map<String, Instant> uses = new HashMap<>();
        Map<String, KeyGrant> present = grants;
        if (present != null) {
            present.forEach((id, grant) -> {
                @Nullable Instant use = grant.takeUse();
                if (use != null) {
                    uses.put(id, use);
                }
            });
        }
        return uses;
    }
}
