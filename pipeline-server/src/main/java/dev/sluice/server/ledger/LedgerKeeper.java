package dev.sluice.server.ledger;

import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.store.LedgerMark;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.QueueAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers what the ledger says now. Thread-safe.
public final class LedgerKeeper {
    private final Journal journal;
    private final LedgerStore store;
    private final Auditor auditor;

    public LedgerKeeper(Journal journal, LedgerStore store, Auditor auditor) {
        this.journal = journal;
        this.store = store;
        this.auditor = auditor;
    }

    /// Writes this instance's journal first, so that all it confirmed is counted.
    ///
    /// @param mark text of an earlier answer's mark: the answer then says what of that is not settled
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`, `malformed-request` for a bad mark
    public Ledger ledger(@Nullable String mark) {
        @Nullable LedgerMark asked = mark == null ? null : LedgerMark.parse(mark);
        journal.flush();
        @Nullable
        Long unsettled = asked == null
                ? null
                : store.unsettled(asked).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        String fresh = store.mark().text();
        return sum(store.accounts(), fresh, unsettled);
    }

    /// the ledger at the auditor's last tick, for the live feed
    public Ledger latest() {
        return sum(auditor.accounts(), null, null);
    }

    private Ledger sum(List<QueueAccount> accounts, @Nullable String mark, @Nullable Long unsettled) {
        long accepted = 0;
        long stored = 0;
        long duplicate = 0;
        long dead = 0;
        long purged = 0;
        long inFlight = 0;
        long unexplained = 0;
        for (QueueAccount a : accounts) {
            long missing = Math.min(auditor.missing().getOrDefault(a.queue(), 0L), a.unsettledEvents());
            accepted += a.accepted();
            stored += a.stored();
            duplicate += a.duplicate();
            dead += a.deadLettered();
            purged += a.purged();
            inFlight += a.unsettledEvents() - missing;
            unexplained += missing + a.holes();
        }
        return new Ledger(accepted, stored, duplicate, dead, purged, inFlight, unexplained, mark, unsettled);
    }
}
