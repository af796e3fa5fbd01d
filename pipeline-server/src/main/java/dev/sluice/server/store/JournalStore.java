package dev.sluice.server.store;

import java.util.List;

/// Keeps what the broker confirmed.
public final class JournalStore {
    public JournalStore(Database database) {}

    /// Records all marks in one transaction.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: keep the marks and record them
    /// again
    public void record(List<IncarnationMarks> marks) {
        throw new UnsupportedOperationException();
    }
}
