package dev.sluice.model.deadletter;

import java.util.Locale;

/// Where a dead letter is.
public enum LetterState {
    /// waits for somebody to treat it
    NEW,
    /// was sent again; the row is a record and counts no more
    REDRIVEN,
    /// counts as purged; its bytes stay until that can no longer be undone
    DISCARDED,
    /// waits no more and was not sent: somebody had its text erased
    ERASED;

    /// lower case, as on the wire
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
