package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.IngestStopRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.queue.ThrottleRequest;
import dev.sluice.server.store.IngestStopRecord;
import dev.sluice.server.store.TapStore;
import dev.sluice.server.store.ThrottleRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Closes taps other than by a pause: how fast a queue is stored from, and whether ingest takes events for it. Every
/// method may throw [PipelineException]: `malformed-request`, `not-found`, `database-unavailable`. Thread-safe.
public final class Taps {
    static final String UNTHROTTLED = "unthrottled";
    private static final Duration UNTIL_UNLESS_TOLD = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final double LEAST_RATE = 0.1;
    private static final double GREATEST_RATE = 1_000_000;
    private static final int MAX_REASON = 500;

    private final Fleet fleet;
    private final ControlService queues;
    private final TapStore store;

    public Taps(Fleet fleet, ControlService queues, TapStore store) {
        this.fleet = fleet;
        this.queues = queues;
        this.store = store;
    }

    /// Lets so many events a second be stored from a queue, over all instances, for a while.
    public QueueState throttle(String queue, ThrottleRequest request, Actor actor) {
        String before = queues.queue(queue).throttle() == null ? UNTHROTTLED : pace(fleet, queue);
        @Nullable Double rate = request.rate();
        if (rate == null) {
            AuditRecord audit = audit(actor, "throttle", queue, request.reason(), before, UNTHROTTLED);
            if (store.endThrottle(queue, audit)) {
                fleet.announce(audit);
            }
        } else {
            if (!(rate >= LEAST_RATE && rate <= GREATEST_RATE)) {
                throw malformed("rate is " + rate + "; " + LEAST_RATE + " to " + Math.round(GREATEST_RATE)
                        + " events a second are allowed. To store nothing, pause the queue.");
            }
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            @Nullable Instant asked = request.until();
            Instant until = asked == null ? now.plus(UNTIL_UNLESS_TOLD) : future("until", asked, now);
            if (until.isAfter(now.plus(LONGEST))) {
                throw malformed("until is " + until + "; a throttle lasts " + LONGEST.toDays()
                        + " days at most, so that it is not forgotten.");
            }
            ThrottleRecord throttle =
                    new ThrottleRecord(queue, rate, reason(request.reason()), actor.name(), now, until);
            AuditRecord audit = audit(actor, "throttle", queue, throttle.reason(), before, pace(throttle));
            store.throttle(throttle, audit);
            fleet.announce(audit);
        }
        fleet.sync();
        return queues.queue(queue);
    }

    /// Opens or closes a queue for new events.
    public QueueState ingest(String queue, IngestStopRequest request, Actor actor) {
        String before = queues.queue(queue).ingest().state();
        String state = String.valueOf(request.state());
        switch (state) {
            case QueueState.Ingest.OPEN -> {
                AuditRecord audit = audit(actor, "ingest", queue, request.reason(), before, QueueState.Ingest.OPEN);
                if (store.endStop(queue, audit)) {
                    fleet.announce(audit);
                }
            }
            case QueueState.Ingest.REFUSE, QueueState.Ingest.HOLD -> {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
                @Nullable Instant until = request.until() == null ? null : future("until", request.until(), now);
                boolean hold = state.equals(QueueState.Ingest.HOLD);
                String reason = reason(request.reason());
                IngestStopRecord stop = new IngestStopRecord(queue, hold, reason, actor.name(), now, until);
                AuditRecord audit = audit(
                        actor, "ingest", queue, reason, before, until == null ? state : state + " until " + until);
                store.stop(stop, audit);
                fleet.announce(audit);
            }
            default -> throw malformed("state is " + request.state() + "; open, refuse and hold are allowed.");
        }
        fleet.sync();
        return queues.queue(queue);
    }

    private static String pace(Fleet fleet, String queue) {
        return fleet.state().throttleOf(queue).map(Taps::pace).orElse(UNTHROTTLED);
    }

    static String pace(ThrottleRecord throttle) {
        return String.format(Locale.ROOT, "%.1f events/s until %s", throttle.rate(), throttle.until());
    }

    static String state(IngestStopRecord stop) {
        return stop.hold() ? QueueState.Ingest.HOLD : QueueState.Ingest.REFUSE;
    }

    private static Instant future(String field, Instant value, Instant now) {
        if (!value.isAfter(now)) {
            throw malformed(field + " is " + value + ", which is past; it is now " + now + ".");
        }
        return value;
    }

    private static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
            throw malformed("reason is required, as a text of 1 to " + MAX_REASON + " characters.");
        }
        return reason.strip();
    }

    private static PipelineException malformed(String detail) {
        return new PipelineException(ErrorCode.MALFORMED_REQUEST, detail);
    }

    private static AuditRecord audit(
            Actor actor, String act, String queue, @Nullable String reason, String before, String after) {
        return new AuditRecord(
                Instant.now(), actor.name(), act, "queue:" + queue, reason, "done", actor.address(), before, after);
    }
}
