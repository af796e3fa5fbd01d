package dev.sluice.server.store;

import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A purge plan and what became of it.
///
/// @param state `planned`, then a state of [Purge]
/// @param mark of the ledger when it was planned: what waited in the queue
/// @param waiting events of the queue when it was planned, whatever the filter
/// @param purged events removed so far
/// @param startedBy,address who runs it, and from where
/// @param undoUntil null: no snapshot is kept
/// @param undone events put back so far
public record PurgeRecord(
        PurgePlan plan,
        String createdBy,
        PurgeCut cut,
        LedgerMark mark,
        long waiting,
        String state,
        long purged,
        @Nullable String startedBy,
        @Nullable String address,
        @Nullable String reason,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail,
        boolean stopping,
        @Nullable Instant undoUntil,
        long undone,
        @Nullable Instant undoStartedAt,
        @Nullable String undoBy,
        @Nullable String undoAddress) {
    public static final String PLANNED = "planned";

    public static PurgeRecord planned(PurgePlan plan, String by, PurgeCut cut, LedgerMark mark, long waiting) {
        return new PurgeRecord(
                plan, by, cut, mark, waiting, PLANNED, 0, null, null, null, null, null, null, false, null, 0, null,
                null, null);
    }

    public String id() {
        return plan.plan();
    }

    public String queue() {
        return plan.queue();
    }

    public boolean undoing() {
        return state.equals(Purge.UNDOING);
    }
}
