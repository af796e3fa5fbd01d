package dev.sluice.console.audit;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import org.jspecify.annotations.Nullable;

/// Where audit records come from. Blocks and fails with a client exception.
@FunctionalInterface
public interface AuditSource {
    /// Newest first.
    ///
    /// @param cursor `next` of the page before
    AuditPage page(AuditQuery query, int limit, @Nullable String cursor) throws InterruptedException;
}
