package dev.sluice.console.ingest;

import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.KeyRate;
import java.time.Duration;
import java.time.Instant;

/// One line of the table of keys.
///
/// @param key what it was made from
record KeyRow(
        String name,
        String state,
        Tone tone,
        String role,
        String sources,
        String queues,
        String rate,
        String expires,
        String created,
        String lastUsed,
        IngestKey key) {
    /// The server notes a use within that time.
    private static final Duration KNOWN_TO = Duration.ofSeconds(10);

    static KeyRow of(IngestKey key, Instant now) {
        IngestKey.State state = key.state(now);
        KeyRate rate = key.rate();
        return new KeyRow(
                key.name(),
                state.text(),
                switch (state) {
                    case ACTIVE -> Tone.SUCCESS;
                    case EXPIRED -> Tone.WARNING;
                    case REVOKED -> Tone.MUTED;
                },
                key.role(),
                String.join(" · ", key.sources()),
                key.queues().contains(IngestKey.ANY) ? "every queue" : String.join(" · ", key.queues()),
                rate == null ? Numbers.NONE : Numbers.grouped(rate.perSecond()) + " /s",
                key.expiresAt() == null ? "never" : Times.date(key.expiresAt()),
                Times.day(key.createdAt()) + " by " + key.createdBy(),
                lastUsed(key, now),
                key);
    }

    private static String lastUsed(IngestKey key, Instant now) {
        Instant at = key.lastUsedAt();
        if (at == null) {
            return "never";
        }
        Duration ago = Duration.between(at, now);
        return ago.compareTo(KNOWN_TO) < 0 ? "just now" : Times.span(ago) + " ago";
    }

    boolean usable() {
        return key.revokedAt() == null;
    }
}
