package dev.sluice.server.access;

import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.KeyRate;
import dev.sluice.server.store.KeyRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys that were never kept.
public final class Keys {
    private static final KeyTokens TOKENS = new KeyTokens();
    public static final String ID = "0123456789abcdef";

    private Keys() {}

    public static String token() {
        return TOKENS.newToken(ID);
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
