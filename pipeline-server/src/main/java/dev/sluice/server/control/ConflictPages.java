package dev.sluice.server.control;

import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import dev.sluice.model.conflict.EventConflict;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.ConflictStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows events that came again with another text. Every method may throw [PipelineException] `database-unavailable`.
/// Thread-safe.
public final class ConflictPages {
    private final ConflictStore store;

    public ConflictPages(ConflictStore store) {
        this.store = store;
    }

    /// Newest first.
    ///
    /// @param cursor `next` of the page before
    /// @throws PipelineException `invalid-cursor`
    public ConflictPage page(int limit, @Nullable String cursor) {
        @Nullable Long before = DeadLetterPages.before(cursor);
        List<EventConflict> found = store.page(limit + 1, before == null ? Long.MAX_VALUE : before);
        boolean more = found.size() > limit;
        List<EventConflict> page = more ? found.subList(0, limit) : found;
        return new ConflictPage(page, more ? page.getLast().id() : null);
    }

    /// @throws PipelineException `not-found`
    public ConflictDetail detail(String id) {
        return (id.matches("[0-9]{1,18}") ? store.find(Long.parseLong(id)) : Optional.<ConflictStore.Kept>empty())
                .map(kept -> new ConflictDetail(
                        kept.conflict(),
                        kept.keptBody(),
                        Objects.requireNonNullElse(BodyText.of(kept.laterBody()), ""),
                        kept.cut()))
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND,
                        "There is no conflict " + id + "; the last " + ConflictStore.KEPT + " are kept, GET"
                                + " /v1/conflicts lists them."));
    }
}
