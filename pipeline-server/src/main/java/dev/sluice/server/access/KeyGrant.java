package dev.sluice.server.access;

import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.KeyRate;
import dev.sluice.server.store.Glob;
import dev.sluice.server.store.KeyRecord;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key in force: what it may send, and how much of that is left for now. Thread-safe.
public final class KeyGrant {
    private final IngestKey key;
    private final byte[] hash;
    private final boolean anySource;
    private final List<Glob> sources;
    private final Set<String> queues;
    private final @Nullable TokenBucket bucket;
    private volatile @Nullable Instant lastUsed;

    private KeyGrant(KeyRecord record, @Nullable TokenBucket bucket) {
        this.key = record.key();
        this.hash = record.hash();
        this.anySource = key.sources().contains(IngestKey.ANY);
        this.sources = key.sources().stream().map(Glob::of).toList();
        this.queues = Set.copyOf(key.queues());
        this.bucket = bucket;
    }

    /// @param before the same key in the snapshot before, whose bucket stays in use while the rate is the same
    static KeyGrant of(KeyRecord record, @Nullable KeyGrant before) {
        @Nullable KeyRate rate = record.key().rate();
        if (rate == null) {
            return new KeyGrant(record, null);
        }
        boolean same = before != null && rate.equals(before.key.rate());
        return new KeyGrant(record, same ? before.bucket : new TokenBucket(rate.perSecond(), rate.burst()));
    }

    public String id() {
        return key.id();
    }

    public String name() {
        return key.name();
    }

    public boolean maySend(String source) {
        return anySource || sources.stream().anyMatch(pattern -> pattern.matches(source));
    }

    public boolean mayUse(String queue) {
        return queues.contains(IngestKey.ANY) || queues.contains(queue);
    }

    /// null: no limit
    public @Nullable TokenBucket bucket() {
        return bucket;
    }

    boolean opensWith(byte[] tokenHash) {
        return MessageDigest.isEqual(hash, tokenHash);
    }

    boolean expired(Instant now) {
        @Nullable Instant until = key.expiresAt();
        return until != null && !until.isAfter(now);
    }

    void used(Instant now) {
        lastUsed = now;
    }

    /// Whether this grant is what the record says.
    boolean isOf(KeyRecord record) {
        return key.sources().equals(record.key().sources())
                && key.queues().equals(record.key().queues())
                && key.name().equals(record.key().name())
                && Objects.equals(key.rate(), record.key().rate())
                && Objects.equals(key.expiresAt(), record.key().expiresAt());
    }

    /// The use since the last call, null when there was none.
    @Nullable
    Instant takeUse() {
        Instant use = lastUsed;
        lastUsed = null;
        return use;
    }
}
