package dev.sluice.model.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks to send dead letters again, to the queue they came from. Which ones: `ids`, `fingerprint` or `all`.
///
/// @param rate events a second at most, null: as fast as the steps allow
/// @param threshold share of what was sent, 0 to 1, that may come back dead before it stops by itself; null: 0.2
/// @param reason why, kept in the audit
public record RedriveRequest(
        @Nullable List<String> ids,
        @Nullable String fingerprint,
        @Nullable Boolean all,
        @Nullable Integer rate,
        @Nullable Double threshold,
        @Nullable String reason) {
    public RedriveRequest {
        ids = ids == null ? null : List.copyOf(ids);
    }

    public static RedriveRequest of(
            LetterSelection which, @Nullable Integer rate, @Nullable Double threshold, @Nullable String reason) {
        return new RedriveRequest(which.ids(), which.fingerprint(), which.all(), rate, threshold, reason);
    }

    public LetterSelection which() {
        return new LetterSelection(ids, fingerprint, all);
    }
}
