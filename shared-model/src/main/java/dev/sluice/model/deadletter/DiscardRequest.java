package dev.sluice.model.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks to discard dead letters. Which ones: `ids`, `fingerprint` or `all`.
///
/// @param reason why, kept in the audit
public record DiscardRequest(
        @Nullable List<String> ids,
        @Nullable String fingerprint,
        @Nullable Boolean all,
        @Nullable String reason) {
    public DiscardRequest {
        ids = ids == null ? null : List.copyOf(ids);
    }

    public static DiscardRequest of(LetterSelection which, @Nullable String reason) {
        return new DiscardRequest(which.ids(), which.fingerprint(), which.all(), reason);
    }

    public LetterSelection which() {
        return new LetterSelection(ids, fingerprint, all);
    }
}
