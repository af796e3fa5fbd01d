package dev.sluice.server.search;

import dev.sluice.server.store.Reads;

/// Ends searches whose caller has left: the SQL that runs is cancelled, no other begins. [#cancel] may be called by any
/// thread, at any time.
public final class Cancellation {
    private final Reads reads = new Reads();

    /// Runs searches that end with `query-cancelled` once this is cancelled.
    public <T, X extends Throwable> T run(ScopedValue.CallableOp<T, X> work) throws X {
        return reads.run(work);
    }

    public void cancel() {
        reads.cancel();
    }
}
