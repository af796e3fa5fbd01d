package dev.sluice.server.store;

import java.util.List;

/// Stores frames: event rows, dead letters and the frame's outcome in one transaction.
public final class FrameStore {
    public FrameStore(Database database) {}

    /// Stores all frames in one transaction, in any order. A frame with an outcome changes nothing.
    ///
    /// @return one outcome per frame, in the order given
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: nothing was stored, or it is not
    /// known;
    ///     appending the same frames again is safe
    public List<FrameOutcome> append(List<FrameToStore> frames) {
        throw new UnsupportedOperationException();
    }

    /// Commits the outcome "purged by this plan" for all frames in one transaction.
    ///
    /// @return one outcome per frame, in the order given; a frame with an outcome is `repeated`
    public List<FrameOutcome> purge(String planId, List<PurgedFrame> frames) {
        throw new UnsupportedOperationException();
    }

    /// Keeps a message that is no frame of ours, outside the ledger; the same body of the same queue is kept once.
    public void deadLetterForeign(String queue, byte[] body, String code, String detail) {
        throw new UnsupportedOperationException();
    }

    /// Moves outcomes into their incarnations' rows.
    ///
    /// @return how many outcomes were moved
    public int fold() {
        throw new UnsupportedOperationException();
    }
}
