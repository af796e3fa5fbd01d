package dev.sluice.console.widget;

import org.jspecify.annotations.Nullable;

/// What a screen, or a part of one, can show. View models set it, [StatePane] draws it.
public sealed interface ViewState {
    ViewState LOADING = new Loading();
    ViewState READY = new Ready();

    /// Nothing has come yet.
    record Loading() implements ViewState {}

    record Ready() implements ViewState {}

    /// There is nothing to show, and that is no fault.
    ///
    /// @param command what to type in a terminal, null when there is nothing to type
    record Empty(String title, String text, @Nullable String command) implements ViewState {}

    /// @param code the server's error code, or ours in the same style
    /// @param requestId to find it in the server's log, null when the server was not reached
    record Failed(String code, String text, @Nullable String requestId) implements ViewState {}

    /// The content is what was last known.
    ///
    /// @param age how old, in words: `12 s`
    record Stale(String age) implements ViewState {}
}
