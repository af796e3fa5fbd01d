package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.server.ingest.IngestRequest;
import dev.sluice.server.ingest.IngestService;
import dev.sluice.server.store.RejectionStore;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was refused at the door: looked at, mended, sent again. Every method may throw [PipelineException]
/// `database-unavailable`. Thread-safe.
public final class RejectionActs {
    /// longer than ingest may take
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final RejectionStore store;
    private final IngestService ingest;
    private final Fleet fleet;

    public RejectionActs(RejectionStore store, IngestService ingest, Fleet fleet) {
        this.store = store;
        this.ingest = ingest;
        this.fleet = fleet;
    }

    /// Newest first.
    ///
    /// @param cursor `next` of the page before
    /// @throws PipelineException `invalid-cursor`
    public RejectionPage page(int limit, @Nullable String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : number(cursor, ErrorCode.INVALID_CURSOR);
        List<KeptRejection> found = store.page(limit + 1, before);
        boolean more = found.size() > limit;
        List<KeptRejection> page = more ? found.subList(0, limit) : found;
        return new RejectionPage(page, store.rates(), more ? page.getLast().id() : null);
    }

    /// @throws PipelineException `not-found`
    public RejectionDetail detail(String id) {
        RejectionStore.Kept kept = kept(id);
        byte @Nullable [] body = kept.body();
        if (body == null) {
            return new RejectionDetail(kept.rejection(), null, null);
        }
        @Nullable String text = BodyText.of(body);
        return text == null
                ? new RejectionDetail(
                        kept.rejection(), null, Base64.getEncoder().encodeToString(body))
                : new RejectionDetail(kept.rejection(), text, null);
    }

    /// Sends a refused event again, with the actor's rights and not those of the key that was refused.
    ///
    /// @param corrected JSON text of what to send instead; empty: as it was
    /// @return what ingest says; nothing accepted: the rejection stays as it is
    /// @throws PipelineException `conflict` when it was sent again before, or what was refused is not kept whole;
    ///     all that ingest may throw
    public Receipt resubmit(String id, byte[] corrected, Actor actor) {
        RejectionStore.Kept kept = kept(id);
        KeptRejection rejection = kept.rejection();
        byte @Nullable [] body = corrected.length > 0 ? corrected : rejection.cut() ? null : kept.body();
        if (body == null) {
            throw new PipelineException(
                    ErrorCode.CONFLICT,
                    "What rejection " + id + " refused is not kept whole; send the corrected event as the body.");
        }
        long number = Long.parseLong(rejection.id());
        if (!store.claim(number, LEASE)) {
            throw alreadySent(kept(id).rejection());
        }
        boolean sent = false;
        try {
            Receipt receipt = ingest.ingest(
                    new IngestRequest("application/json", null, new ByteArrayInputStream(body), body.length));
            sent = receipt.accepted() > 0;
            return receipt;
        } finally {
            store.settle(number, sent ? actor.name() : null);
            record(rejection, corrected.length > 0, sent, actor);
        }
    }

    private static PipelineException alreadySent(KeptRejection rejection) {
        return new PipelineException(
                ErrorCode.CONFLICT,
                rejection.resubmittedAt() == null
                        ? "Somebody is sending rejection " + rejection.id() + " again at this moment."
                        : "Rejection " + rejection.id() + " was sent again at " + rejection.resubmittedAt() + " by "
                                + rejection.resubmittedBy() + ".");
    }

    private void record(KeptRejection rejection, boolean corrected, boolean sent, Actor actor) {
        fleet.record(new AuditRecord(
                Instant.now(),
                actor.name(),
                "resubmit",
                "rejection:" + rejection.id(),
                corrected ? "corrected" : "as it was",
                sent ? "done" : "failed",
                actor.address(),
                rejection.code(),
                sent ? "accepted" : rejection.code()));
    }

    private RejectionStore.Kept kept(String id) {
        return store.find(number(id, ErrorCode.NOT_FOUND))
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND,
                        "There is no rejection " + id + "; the last " + RejectionStore.KEPT + " are kept, GET"
                                + " /v1/rejections lists them."));
    }

    private static long number(String text, ErrorCode otherwise) {
        if (text.matches("[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        throw new PipelineException(otherwise, "No id or cursor of a rejection has that form; take it from a page.");
    }
}
