package dev.sluice.server.control;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyList;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.access.KeyRequest;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.access.KeyTokens;
import dev.sluice.server.access.Keyring;
import dev.sluice.server.store.AccessSnapshot;
import dev.sluice.server.store.KeyFeed;
import dev.sluice.server.store.KeyRecord;
import dev.sluice.server.store.KeyStore;
import dev.sluice.server.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes, lists and revokes keys and tokens of scripts, and keeps this instance's snapshot of who may come in fresh.
/// Every method may throw [PipelineException] `database-unavailable`. Thread-safe.
public final class KeyActs implements AutoCloseable {
    private static final int MAX_PATTERNS = 50;
    private static final int MAX_PATTERN = 256;
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_BURST = 10_000_000;

    private static final Duration SCRIPT_LIFETIME = Duration.ofDays(90);
    private static final Duration LONGEST_SCRIPT_LIFETIME = Duration.ofDays(366);

    private final KeyStore store;
    private final KeyFeed feed;
    private final SessionStore sessions;
    private final Keyring keyring;
    private final Fleet fleet;
    private final KeyTokens tokens = new KeyTokens();

    private final Consumer<AccessSnapshot> onSnapshot;

    /// @param onSnapshot takes over each snapshot
    public KeyActs(
            KeyStore store,
            KeyFeed feed,
            SessionStore sessions,
            Keyring keyring,
            Consumer<AccessSnapshot> onSnapshot,
            Fleet fleet) {
        this.store = store;
        this.feed = feed;
        this.sessions = sessions;
        this.onSnapshot = onSnapshot;
        this.keyring = keyring;
        this.fleet = fleet;
    }

    /// One step of the pulse that keeps the snapshot: it asks whether or not the database was there a moment ago.
    public void sync() {
        onSnapshot.accept(feed.read());
    }

    /// Notes in the database when keys, tokens and sessions were used.
    public void noteUses() {
        Map<String, Instant> uses = keyring.takeUses();
        if (!uses.isEmpty()) {
            store.used(uses);
        }
        Map<String, Instant> sessionUses = keyring.takeSessionUses();
        if (!sessionUses.isEmpty()) {
            sessions.used(sessionUses);
        }
    }

    public KeyList list() {
        return new KeyList(store.list());
    }

    /// @throws PipelineException `malformed-request`; `conflict` when the name is taken
    public IssuedKey issue(KeyRequest request, Actor actor) {
        String id = tokens.newId();
        String token = tokens.newToken(id);
        IngestKey key = request.role() == null || request.role().equals(IngestKey.INGEST)
                ? ofProducer(id, request, actor)
                : ofScript(id, request, actor);
        AuditRecord audit = audit(actor, "issue-key", key, null, boundsOf(key));
        store.add(new KeyRecord(key, KeyTokens.hash(token)), audit);
        fleet.announce(audit);
        sync();
        return new IssuedKey(token, key);
    }

    private static IngestKey ofProducer(String id, KeyRequest request, Actor actor) {
        return new IngestKey(
                id,
                name(request.name()),
                IngestKey.INGEST,
                patterns("sources", request.sources()),
                request.queues() == null || request.queues().isEmpty()
                        ? List.of(IngestKey.ANY)
                        : patterns("queues", request.queues()),
                rate(request.rate()),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                actor.name(),
                expiry(request.expiresAt()),
                null,
                null);
    }

    private static IngestKey ofScript(String id, KeyRequest request, Actor actor) {
        AccessRole role = AccessRole.of(String.valueOf(request.role()))
                .orElseThrow(() -> malformed("role must be ingest, viewer, operator or admin."));
        if (request.sources() != null || request.queues() != null || request.rate() != null) {
            throw malformed("sources, queues and rate bound what a key of the role ingest sends; a token of the role "
                    + role.text() + " has none.");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        @Nullable Instant asked = expiry(request.expiresAt());
        Instant until = asked == null ? now.plus(SCRIPT_LIFETIME) : asked;
        if (until.isAfter(now.plus(LONGEST_SCRIPT_LIFETIME))) {
            throw malformed("expiresAt may be " + LONGEST_SCRIPT_LIFETIME.toDays() + " days from now at most.");
        }
        return new IngestKey(
                id,
                name(request.name()),
                role.text(),
                List.of(),
                List.of(),
                null,
                now,
                actor.name(),
                until,
                null,
                null);
    }

    /// Ends a key, on this instance at once and on every other within a second; does nothing to one that was ended.
    ///
    /// @throws PipelineException `not-found`
    public IngestKey revoke(String id, Actor actor) {
        IngestKey key = find(id);
        AuditRecord audit = audit(actor, "revoke-key", key, boundsOf(key), "revoked");
        if (store.revoke(id, audit)) {
            fleet.announce(audit);
        }
        sync();
        return find(id);
    }

    private IngestKey find(String id) {
        return store.find(id)
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND, "There is no key " + id + "; GET /v1/tokens lists them."));
    }

    private static AuditRecord audit(Actor actor, String act, IngestKey key, @Nullable String before, String after) {
        return new AuditRecord(
                Instant.now(),
                actor.name(),
                act,
                "key:" + key.name() + " (" + key.id() + ")",
                null,
                "done",
                actor.address(),
                before,
                after);
    }

    private static String boundsOf(IngestKey key) {
        @Nullable KeyRate rate = key.rate();
        if (!key.role().equals(IngestKey.INGEST)) {
            return "role " + key.role() + "; until " + key.expiresAt();
        }
        return "sources " + String.join(", ", key.sources()) + "; queues " + String.join(", ", key.queues())
                + (rate == null ? "" : "; " + rate.perSecond() + "/s, burst " + rate.burst())
                + (key.expiresAt() == null ? "" : "; until " + key.expiresAt());
    }

    private static String name(@Nullable String name) {
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw malformed("name is required: 1 to 64 of A-Z, a-z, 0-9, dot, _ and -, a letter or digit first.");
        }
        return name;
    }

    private static List<String> patterns(String field, @Nullable List<String> patterns) {
        if (patterns == null || patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
            throw malformed(field + " is required: 1 to " + MAX_PATTERNS + " texts; [\"*\"] stands for all.");
        }
        for (@Nullable String pattern : patterns) {
            if (pattern == null
                    || pattern.isBlank()
                    || pattern.length() > MAX_PATTERN
                    || pattern.chars().anyMatch(Character::isISOControl)) {
                throw malformed("Each of " + field + " is a text of 1 to " + MAX_PATTERN + " printable characters.");
            }
        }
        return patterns;
    }

    private static @Nullable KeyRate rate(@Nullable KeyRate rate) {
        if (rate == null) {
            return null;
        }
        int burst = rate.burst() == 0 ? rate.perSecond() : rate.burst();
        if (rate.perSecond() < 1 || rate.perSecond() > MAX_RATE || burst < 1 || burst > MAX_BURST) {
            throw malformed("rate.perSecond must be 1 to " + MAX_RATE + " and rate.burst 1 to " + MAX_BURST + ".");
        }
        return new KeyRate(rate.perSecond(), burst);
    }

    private static @Nullable Instant expiry(@Nullable Instant at) {
        if (at != null && !at.isAfter(Instant.now())) {
            throw malformed("expiresAt is " + at + ", which is past; it is now " + Instant.now() + ".");
        }
        return at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }

    @Override
    public void close() {
        feed.close();
    }
}
