package dev.sluice.server.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayPlan.Sample;
import dev.sluice.model.replay.ReplayRequest;
import dev.sluice.model.search.EventCount;
import dev.sluice.server.control.Actor;
import dev.sluice.server.queue.ReplayObjects;
import dev.sluice.server.search.Order;
import dev.sluice.server.search.Pin;
import dev.sluice.server.search.SearchRequest;
import dev.sluice.server.store.ReplayStore;
import dev.sluice.server.store.ReplayStore.Planned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says what a replay would send, and keeps to what it said. Thread-safe.
final class ReplayPlans {
    static final int DEFAULT_RATE = 1_000;
    static final int MAX_RATE = 50_000;
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int SAMPLES = 5;
    /// of AMQP 0-9-1
    private static final int MAX_NAME = 255;

    private final ReplayParts parts;
    private final ReplayStore store;
    private final ReplayObjects objects;

    ReplayPlans(ReplayParts parts, ReplayStore store) {
        this.parts = parts;
        this.store = store;
        this.objects = new ReplayObjects(parts.asking());
    }

    ReplayPlan make(ReplayRequest request, Actor actor) {
        String target = target(request);
        boolean toPipeline = target.equals(Replay.TO_PIPELINE);
        @Nullable String queue = toPipeline ? null : queue(request.queue());
        @Nullable Integer asked = rate(request.rate());
        int rate = asked == null ? DEFAULT_RATE : asked;
        ReplayObjects.@Nullable Seen seen = queue == null ? null : look(queue);
        String query = request.query() == null ? "" : request.query();
        ZoneId zone = zone(request.zone());
        Pin pin = parts.search().pin();
        SearchRequest oldest =
                new SearchRequest(query, request.from(), request.to(), SAMPLES, null, Order.OLDEST_FIRST, zone);
        EventCount count = parts.search().count(oldest, pin);
        List<Sample> samples = count.count() == 0 ? List.of() : samples(oldest);
        SearchRequest newest =
                new SearchRequest(query, request.from(), request.to(), 1, null, Order.NEWEST_FIRST, zone);
        List<Sample> last = count.count() == 0 ? List.of() : samples(newest);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        ReplayPlan plan = new ReplayPlan(
                id,
                query,
                request.from(),
                request.to(),
                target,
                queue,
                count.count(),
                count.exact(),
                rate,
                Math.ceilDiv(count.count(), rate),
                samples.isEmpty() ? null : samples.getFirst().receivedAt(),
                last.isEmpty() ? null : last.getFirst().receivedAt(),
                samples,
                seen == null ? null : seen.messages(),
                seen == null ? null : seen.consumers(),
                confirmName(queue),
                now.plus(LIFE));
        store.plan(new Planned(
                id,
                query,
                request.from(),
                request.to(),
                zone.getId(),
                pin.now(),
                pin.snapshot(),
                target,
                queue,
                count.count(),
                count.exact(),
                rate,
                plan.expires(),
                actor.name()));
        return plan;
    }

    /// What must be said once more before a replay starts here, null: nothing.
    @Nullable
    String confirmName(@Nullable String queue) {
        if (!parts.production()) {
            return null;
        }
        return queue == null ? Replay.TO_PIPELINE : queue;
    }

    /// @throws PipelineException `not-found` when the target is not there
    ReplayObjects.Seen look(String queue) {
        try {
            return objects.look(queue);
        } catch (PipelineException e) {
            throw e.code() == ErrorCode.NOT_FOUND
                    ? new PipelineException(
                            ErrorCode.NOT_FOUND,
                            "The broker has no queue " + queue
                                    + " in the virtual host of Sluice; make it there first, or name another.",
                            e)
                    : e;
        }
    }

    static @Nullable Integer rate(@Nullable Integer rate) {
        if (rate != null && (rate < 1 || rate > MAX_RATE)) {
            throw malformed("rate is " + rate + "; 1 to " + MAX_RATE + " events a second are allowed.");
        }
        return rate;
    }

    private static String target(ReplayRequest request) {
        @Nullable String target = request.target();
        if (target == null && request.queue() != null || Replay.TO_QUEUE.equals(target)) {
            return Replay.TO_QUEUE;
        }
        if (Replay.TO_PIPELINE.equals(target) && request.queue() == null) {
            return Replay.TO_PIPELINE;
        }
        throw malformed("Say where to: \"queue\":\"NAME\" for a queue on the broker that is not one of ours, or"
                + " \"target\":\"pipeline\" for our own pipeline, which chooses its queues by type.");
    }

    private static String queue(@Nullable String queue) {
        if (queue == null || queue.isBlank() || queue.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw malformed("queue is required, as the name of a broker queue of 1 to " + MAX_NAME + " bytes.");
        }
        if (ReplayObjects.isOurs(queue)) {
            throw malformed("Broker queue " + queue
                    + " belongs to Sluice, which reads only frames from it; say \"target\":\"pipeline\" instead.");
        }
        return queue;
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, "zone must be a time zone such as Europe/Berlin, UTC or +01:00.", e);
        }
    }

    private static PipelineException malformed(String why) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, why);
    }

    private List<Sample> samples(SearchRequest request) {
        return parts.search().page(request).items().stream()
                .map(ReplayPlans::sample)
                .toList();
    }

    private static Sample sample(byte[] json) {
        try {
            JsonNode event = Json.tree(json);
            return new Sample(
                    event.path("type").asText(),
                    event.path("source").asText(),
                    event.path("id").asText(),
                    event.path("subject").isTextual() ? event.path("subject").asText() : null,
                    event.has("receivedat")
                            ? Instant.parse(event.path("receivedat").asText())
                            : null);
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.INTERNAL, "A stored event is not JSON any more.", e);
        }
    }
}
