package dev.sluice.server.store;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What operators decide: definitions, pauses, purge plans, and the audit of every act.
public final class ControlStore implements AutoCloseable {
    public ControlStore(Database database) {}

    /// In the order they are tried; `default` with the pattern `*` always exists and comes last.
    public List<QueueDefinition> definitions() {
        throw new UnsupportedOperationException();
    }

    /// Makes or changes a definition. The patterns and the place of `default` stay as they are.
    public void define(QueueDefinition definition) {
        throw new UnsupportedOperationException();
    }

    public List<PauseRecord> pauses() {
        throw new UnsupportedOperationException();
    }

    /// Makes or replaces the pause of a queue.
    public void pause(PauseRecord pause) {
        throw new UnsupportedOperationException();
    }

    /// @return false when the queue was not paused
    public boolean resume(String queue) {
        throw new UnsupportedOperationException();
    }

    public void savePlan(PlanRecord plan) {
        throw new UnsupportedOperationException();
    }

    public Optional<PlanRecord> plan(String id) {
        throw new UnsupportedOperationException();
    }

    /// Turns a plan into a running purge: exactly once, and only before it expires.
    ///
    /// @return false when there is no such plan, it was started before, or it expired
    public boolean start(String planId, String by, @Nullable String reason) {
        throw new UnsupportedOperationException();
    }

    /// @param purged events removed so far
    public void progress(String id, long purged) {
        throw new UnsupportedOperationException();
    }

    /// @param state `done`, `stopped` or `failed`
    public void end(String id, String state, long purged, @Nullable String detail) {
        throw new UnsupportedOperationException();
    }

    public void audit(AuditRecord record) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    ///
    /// @param limit 1 to 1,000
    /// @throws dev.sluice.model.error.PipelineException `invalid-cursor`
    public AuditPage audits(int limit, @Nullable String cursor) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    ///
    /// @param before id of the last one seen, null for the first page
    public List<DeadLetter> deadLetters(String queue, int limit, @Nullable Long before) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
