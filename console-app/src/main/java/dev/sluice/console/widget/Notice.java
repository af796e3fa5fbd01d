package dev.sluice.console.widget;

import org.jspecify.annotations.Nullable;

/// What came of an act: `Purged 392 events from orders`.
///
/// @param action label of a button such as `Undo`, null for none
/// @param onAction what it does, null with `action`
public record Notice(
        String text,
        Tone tone,
        @Nullable String action,
        @Nullable Runnable onAction) {
    public static Notice of(String text, Tone tone) {
        return new Notice(text, tone, null, null);
    }
}
