package dev.sluice.server.access;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.KeyRate;
import dev.sluice.server.config.Secret;
import dev.sluice.server.store.AccessSnapshot;
import dev.sluice.server.store.KeyRecord;
import dev.sluice.server.store.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys that were never kept.
public final class Keys {
    private static final KeyTokens TOKENS = new KeyTokens();
    public static final String ID = "0123456789abcdef";

    private Keys() {}

    public static String token() {
        return token(ID);
    }

    public static String token(String id) {
        return TOKENS.newToken(id);
    }

    /// may send everything
    public static KeyRecord record(String id, String token) {
        IngestKey key = new IngestKey(
                id, id, "ingest", List.of("*"), List.of("*"), null, Instant.now(), "admin", null, null, null);
        return new KeyRecord(key, KeyTokens.hash(token));
    }

    /// a token of a script
    public static KeyRecord script(String id, String token, AccessRole role, Instant expiresAt) {
        IngestKey key = new IngestKey(
                id, id, role.text(), List.of(), List.of(), null, Instant.now(), "admin", expiresAt, null, null);
        return new KeyRecord(key, KeyTokens.hash(token));
    }

    /// of somebody who logged in
    public static SessionRecord session(
            String id, String token, AccessRole role, Instant expiresAt, Instant lastUsedAt) {
        return new SessionRecord(id, "person-" + role.text(), role, KeyTokens.hash(token), expiresAt, lastUsedAt);
    }

    /// A keyring of a server with this admin token, where sessions rest for an hour at most.
    public static Keyring keyring(String adminToken) {
        return keyring(adminToken, InstantSource.system());
    }

    static Keyring keyring(String adminToken, InstantSource clock) {
        Keyring keyring = new Keyring(Duration.ofHours(1), clock);
        keyring.admin(new Secret(adminToken));
        return keyring;
    }

    public static AccessSnapshot snapshot(KeyRecord... keys) {
        return new AccessSnapshot(List.of(keys), List.of(), false);
    }

    /// may send everything
    public static KeyRecord record(String token) {
        return record(token, List.of("*"), null, null);
    }

    public static KeyRecord record(
            String token, List<String> sources, @Nullable KeyRate rate, @Nullable Instant expiresAt) {
        IngestKey key = new IngestKey(
                ID, "test", "ingest", sources, List.of("*"), rate, Instant.now(), "admin", expiresAt, null, null);
        return new KeyRecord(key, KeyTokens.hash(token));
    }

    static KeyGrant grant(@Nullable KeyRate rate) {
        return KeyGrant.of(record(token(), List.of("*"), rate, null), null);
    }
}
