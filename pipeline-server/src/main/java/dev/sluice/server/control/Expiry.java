package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.store.ControlStore;
import dev.sluice.server.store.IngestStopRecord;
import dev.sluice.server.store.PauseRecord;
import dev.sluice.server.store.TapStore;
import dev.sluice.server.store.ThrottleRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what operators closed for a while once its time is over or too much waits, and reminds of what was closed
/// for ever and seems forgotten. Every instance looks; the database lets one of them end a thing, so that it is told
/// once. [#step] belongs to one thread.
public final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final String TIME_OVER = "its time was over";

    private final Fleet fleet;
    private final ControlStore control;
    private final TapStore taps;
    private final ToLongFunction<String> waiting;
    private final Duration forgottenAfter;
    private final InstantSource clock;

    /// @param waiting events that wait in a queue
    /// @param forgottenAfter how long a tap may be closed without an end before people are reminded
    public Expiry(
            Fleet fleet,
            ControlStore control,
            TapStore taps,
            ToLongFunction<String> waiting,
            Duration forgottenAfter,
            InstantSource clock) {
        this.fleet = fleet;
        this.control = control;
        this.taps = taps;
        this.waiting = waiting;
        this.forgottenAfter = forgottenAfter;
        this.clock = clock;
    }

    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: the next step does it
    public void step() {
        Instant now = clock.instant();
        FleetState state = fleet.state();
        boolean ended = false;
        for (PauseRecord pause : state.pauses()) {
            String why = over(pause, now);
            if (why != null) {
                ended |= end("resume", pause.queue(), why, "paused", "running", audit -> control.end(pause, audit));
            }
        }
        for (ThrottleRecord throttle : state.throttles()) {
            if (past(throttle.until(), now)) {
                ended |= end(
                        "throttle",
                        throttle.queue(),
                        TIME_OVER,
                        Taps.pace(throttle),
                        Taps.UNTHROTTLED,
                        audit -> taps.end(throttle, audit));
            }
        }
        for (IngestStopRecord stop : state.stops()) {
            if (past(stop.until(), now)) {
                ended |= end(
                        "ingest", stop.queue(), TIME_OVER, Taps.state(stop), "open", audit -> taps.end(stop, audit));
            }
        }
        if (ended) {
            fleet.sync();
        }
    }

    private @Nullable String over(PauseRecord pause, Instant now) {
        if (past(pause.until(), now)) {
            return TIME_OVER;
        }
        Long depth = pause.untilDepth();
        long events = depth == null ? 0 : waiting.applyAsLong(pause.queue());
        return depth != null && events >= depth ? events + " events waited; " + depth + " were allowed" : null;
    }

    private static boolean past(@Nullable Instant until, Instant now) {
        return until != null && !until.isAfter(now);
    }

    private boolean end(
            String act, String queue, String why, String before, String after, Predicate<AuditRecord> ending) {
        AuditRecord audit =
                new AuditRecord(clock.instant(), "sluice", act, "queue:" + queue, why, "done", null, before, after);
        boolean mine = ending.test(audit);
        if (mine) {
            LOG.info("Queue {} is {} again: {}", queue, after, why);
            fleet.announce(audit);
        }
        return mine;
    }

    /// amber while something has been closed for long and has no end
    public Check check() {
        Instant since = clock.instant().minus(forgottenAfter);
        List<String> forgotten = new ArrayList<>();
        for (PauseRecord pause : fleet.state().pauses()) {
            if (pause.until() == null && pause.since().isBefore(since)) {
                forgotten.add("Queue " + pause.queue() + " is paused since " + pause.since() + " by " + pause.by()
                        + " (" + pause.reason() + "); " + waiting.applyAsLong(pause.queue()) + " events wait.");
            }
        }
        for (IngestStopRecord stop : fleet.state().stops()) {
            if (stop.until() == null && stop.since().isBefore(since)) {
                forgotten.add("Ingest of queue " + stop.queue() + " is set to " + Taps.state(stop) + " since "
                        + stop.since() + " by " + stop.by() + " (" + stop.reason() + ").");
            }
        }
        return forgotten.isEmpty()
                ? new Check("taps", HealthState.GREEN, "No tap is closed and forgotten")
                : new Check(
                        "taps", HealthState.AMBER, String.join(" ", forgotten) + " Open it again, or give it an end.");
    }
}
