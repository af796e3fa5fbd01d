package dev.sluice.model.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which dead letters of a queue an act is for: exactly one of these.
///
/// @param ids some, by id
/// @param fingerprint all of one kind
/// @param all true: all of the queue
public record LetterSelection(
        @Nullable List<String> ids,
        @Nullable String fingerprint,
        @Nullable Boolean all) {
    public LetterSelection {
        ids = ids == null ? null : List.copyOf(ids);
    }

    public static LetterSelection everything() {
        return new LetterSelection(null, null, true);
    }

    public static LetterSelection ofIds(List<String> ids) {
        return new LetterSelection(ids, null, null);
    }

    public static LetterSelection ofKind(String fingerprint) {
        return new LetterSelection(null, fingerprint, null);
    }
}
