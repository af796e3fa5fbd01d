package dev.sluice.server.access;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.IngestKey;
import dev.sluice.server.store.KeyRecord;
import dev.sluice.server.store.SessionRecord;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A token in force that has a role: of somebody who logged in, or of a script. Thread-safe.
public final class Holder {
    private final String id;
    private final String name;
    private final AccessRole role;
    private final byte[] hash;
    private final @Nullable Instant expiresAt;
    /// null: of a script, which may rest as long as it likes
    private final @Nullable Duration idle;
    private volatile Instant seen;
    private volatile @Nullable Instant untold;

    private Holder(
            String id,
            String name,
            AccessRole role,
            byte[] hash,
            @Nullable Instant expiresAt,
            @Nullable Duration idle,
            Instant seen) {
        this.id = id;
        this.name = name;
        this.role = role;
        this.hash = hash;
        this.expiresAt = expiresAt;
        this.idle = idle;
        this.seen = seen;
    }

    /// @param before the same token in the snapshot before, which goes on when nothing changed
    static Holder ofScript(KeyRecord record, AccessRole role, @Nullable Holder before) {
        IngestKey key = record.key();
        return before != null && before.is(key.name(), role, key.expiresAt())
                ? before
                : new Holder(key.id(), key.name(), role, record.hash(), key.expiresAt(), null, Instant.EPOCH);
    }

    /// @param before the same session in the snapshot before, which goes on when nothing changed
    static Holder ofSession(SessionRecord record, Duration idle, @Nullable Holder before) {
        Instant used = record.lastUsedAt();
        if (before != null && before.is(record.person(), record.role(), record.expiresAt())) {
            before.usedElsewhere(used);
            return before;
        }
        Instant seen = before != null && before.seen.isAfter(used) ? before.seen : used;
        return new Holder(record.id(), record.person(), record.role(), record.hash(), record.expiresAt(), idle, seen);
    }

    private boolean is(String otherName, AccessRole otherRole, @Nullable Instant otherExpiry) {
        return name.equals(otherName) && role == otherRole && Objects.equals(expiresAt, otherExpiry);
    }

    private void usedElsewhere(Instant at) {
        if (at.isAfter(seen)) {
            seen = at;
        }
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public AccessRole role() {
        return role;
    }

    /// true: of somebody who logged in
    public boolean isSession() {
        return idle != null;
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    boolean opensWith(byte[] tokenHash) {
        return MessageDigest.isEqual(hash, tokenHash);
    }

    boolean over(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now)
                || idle != null && !seen.plus(idle).isAfter(now);
    }

    void used(Instant now) {
        seen = now;
        untold = now;
    }

    /// The use since the last call, null when there was none.
    @Nullable
    Instant takeUse() {
        Instant use = untold;
        untold = null;
        return use;
    }
}
