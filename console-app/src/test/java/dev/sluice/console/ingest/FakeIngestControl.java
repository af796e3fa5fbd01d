package dev.sluice.console.ingest;

import dev.sluice.console.client.ProblemException;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.access.KeyRequest;
import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import dev.sluice.model.conflict.EventConflict;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.ingest.Rejection;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.model.rejection.RejectionRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server's door in memory: remembers the acts, and fails when told to.
final class FakeIngestControl implements IngestControl {
    static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    static final String TOKEN = "sluice_0123456789abcdef_00112233445566778899aabbccddeeff0011223344556677";

    final List<String> acts = new ArrayList<>();
    final List<KeptRejection> rejections = new ArrayList<>(List.of(
            rejection("9", 4, "invalid-attribute", "/time", "time must be an RFC 3339 text with an offset", "/shop/3"),
            rejection(
                    "8",
                    31,
                    "source-not-allowed",
                    "/source",
                    "The key till may not send events of the source /bank",
                    "/bank"),
            rejection("7", 75, "rate-limited", "", "The rate limit of key import is used up for another 400 ms", null),
            new KeptRejection(
                    "6",
                    NOW.minusSeconds(140),
                    "missing-attribute",
                    "/type",
                    "type is required",
                    null,
                    "/shop/1",
                    null,
                    "shop-hamburg",
                    KeptRejection.AMQP,
                    "m-4711",
                    61,
                    false,
                    null,
                    null),
            rejection(
                    "5",
                    610,
                    "malformed-json",
                    "",
                    "The body is not valid JSON: a syntax error, line 1, column 37.",
                    null)));
    final List<IngestKey> keys = new ArrayList<>(List.of(
            key("a1", "shop-berlin", List.of("/shop/*"), List.of("orders"), new KeyRate(500, 1_000), null),
            key("a2", "till", List.of("/till"), List.of("*"), null, null),
            new IngestKey(
                    "a4",
                    "fair-2026",
                    "ingest",
                    List.of("/fair/*"),
                    List.of("orders", "visits"),
                    new KeyRate(50, 50),
                    NOW.minusSeconds(900_000),
                    "admin",
                    NOW.minusSeconds(3_600),
                    NOW.minusSeconds(3_700),
                    NOW.minusSeconds(3_600)),
            key("a3", "old-import", List.of("*"), List.of("*"), null, NOW.minusSeconds(90_000))));
    final List<EventConflict> conflicts = new ArrayList<>(List.of(
            conflict("3", 12, "order-88121", "/shop/3"),
            conflict("2", 340, "order-88094", "/shop/3"),
            conflict("1", 4_000, "7f1c2b9e-5d0a-4b3e-9c11-2f6f0e6f8ae2", "/import")));
    boolean rejectAgain;

    @Nullable
    ErrorCode failure;

    static KeptRejection rejection(
            String id, int ago, String code, String pointer, String detail, @Nullable String source) {
        boolean whole = source == null;
        return new KeptRejection(
                id,
                NOW.minusSeconds(ago),
                code,
                pointer,
                detail,
                whole ? null : 0L,
                source,
                whole ? null : "order.placed",
                "shop-berlin",
                "10.0.3.17",
                "1f0c44a2b7de9013",
                84,
                code.equals("rate-limited"),
                null,
                null);
    }

    static IngestKey key(
            String id,
            String name,
            List<String> sources,
            List<String> queues,
            @Nullable KeyRate rate,
            @Nullable Instant revokedAt) {
        return new IngestKey(
                id,
                name,
                "ingest",
                sources,
                queues,
                rate,
                NOW.minusSeconds(200_000),
                "admin",
                null,
                NOW.minusSeconds(7),
                revokedAt);
    }

    private void failIfTold() {
        if (failure != null) {
            throw new ProblemException(Problem.of(failure, "The server says no.", "r-1"), null);
        }
    }

    @Override
    public RejectionPage rejections(int limit) {
        failIfTold();
        List<RejectionRate> rates = rejections.isEmpty()
                ? List.of()
                : List.of(
                        new RejectionRate("invalid-attribute", "/shop/3", 2.4, 131),
                        new RejectionRate("rate-limited", null, 0.6, 12));
        return new RejectionPage(rejections, rates, null);
    }

    @Override
    public RejectionDetail rejection(String id) {
        failIfTold();
        KeptRejection one =
                rejections.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
        return new RejectionDetail(
                one,
                one.cut()
                        ? null
                        : "{\"id\":\"o-" + id
                                + "\",\"source\":\"/shop/3\",\"type\":\"order.placed\",\"time\":\"yesterday\"}",
                null);
    }

    @Override
    public Receipt resubmit(String id, @Nullable String corrected) {
        failIfTold();
        acts.add("resubmit " + id + " " + (corrected == null ? "as it was" : corrected));
        if (rejectAgain) {
            return new Receipt(0, List.of(new Rejection(0, "invalid-attribute", "/time", "still no time")), 1, null);
        }
        rejections.replaceAll(r -> r.id().equals(id)
                ? new KeptRejection(
                        r.id(),
                        r.at(),
                        r.code(),
                        r.pointer(),
                        r.detail(),
                        r.index(),
                        r.source(),
                        r.type(),
                        r.key(),
                        r.address(),
                        r.requestId(),
                        r.bytes(),
                        r.cut(),
                        NOW,
                        "admin")
                : r);
        return new Receipt(1, List.of(), 0, null);
    }

    @Override
    public ConflictPage conflicts(int limit) {
        failIfTold();
        return new ConflictPage(conflicts, null);
    }

    @Override
    public ConflictDetail conflict(String id) {
        failIfTold();
        EventConflict one =
                conflicts.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        String text = "{\"id\":\"" + one.eventId() + "\",\"source\":\"/shop/3\",\"type\":\"order.placed\",\"data\":";
        return new ConflictDetail(
                one, id.equals("1") ? null : text + "{\"amount\":12.50}}", text + "{\"amount\":13.00}}", false);
    }

    static EventConflict conflict(String id, int ago, String eventId, String source) {
        return new EventConflict(
                id,
                NOW.minusSeconds(ago),
                source,
                eventId,
                "order.placed",
                "orders",
                new EventConflict.Version(
                        NOW.minusSeconds(ago + 5_000),
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        84),
                new EventConflict.Version(
                        NOW.minusSeconds(ago),
                        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                        1_284));
    }

    @Override
    public List<IngestKey> keys() {
        failIfTold();
        return List.copyOf(keys);
    }

    @Override
    public IssuedKey issue(KeyRequest request) {
        failIfTold();
        acts.add("issue " + request.name() + " " + request.sources() + " " + request.queues() + " " + request.rate()
                + " " + request.expiresAt());
        IngestKey made = key(
                "a9",
                String.valueOf(request.name()),
                request.sources() == null ? List.of() : request.sources(),
                request.queues() == null ? List.of() : request.queues(),
                request.rate(),
                null);
        keys.addFirst(made);
        return new IssuedKey(TOKEN, made);
    }

    @Override
    public IngestKey revoke(String id) {
        failIfTold();
        acts.add("revoke " + id);
        keys.replaceAll(k -> k.id().equals(id) ? key(id, k.name(), k.sources(), k.queues(), k.rate(), NOW) : k);
        return keys.stream().filter(k -> k.id().equals(id)).findFirst().orElseThrow();
    }
}
